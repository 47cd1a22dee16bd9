#include "net/connection.hpp"

#include "net/http/forwarded.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <netinet/tcp.h>
#include <sys/ioctl.h>

#include <array>

namespace moim {
namespace {

/// An idle connection keeps no more; one that sends much gets a larger one.
constexpr std::size_t min_buffer_bytes = 512;
constexpr std::size_t max_buffer_bytes = 16'384;
constexpr std::size_t pieces_at_once = 16;

/// Some buffers, as Asio wants a sequence of them.
struct buffer_list {
  using value_type = boost::asio::const_buffer;
  std::array<value_type, pieces_at_once> buffers;
  std::size_t count = 0;
  const value_type* begin() const { return buffers.data(); }
  const value_type* end() const { return buffers.data() + count; }
};

}  // namespace

connection::connection(io_thread& of, edge_socket socket, arrival from)
    : thread_{of},
      socket_{std::move(socket)},
      buffer_{std::make_unique<char[]>(min_buffer_bytes)},
      buffer_bytes_{min_buffer_bytes},
      from_{std::move(from)},
      http_{std::make_unique<http::exchange>(of.shared().options.http_times, of.now().steady_ms())},
      speaks_tls_{of.shared().services.certificate != nullptr} {
  if (from_.says_for_whom) proxy_header_ = std::make_unique<http::proxy_header_reader>();
}

connection::~connection() {
  // Before anybody hears that it is gone.
  from_.counted.reset();
  thread_.shared().disconnected();
}

void connection::start() {
  boost::system::error_code ignored;
  socket_.set_option(boost::asio::ip::tcp::no_delay{true}, ignored);
  socket_.non_blocking(true, ignored);
  set_deadline(http_->deadline());
  read_if_wanted();
}

bool connection::wants_bytes() const {
  if (phase_ == phase::closed || client_ended_) return false;
  if (phase_ == phase::websocket) return thread_.hub().wants_bytes(session_);
  return phase_ != phase::http || http_->wants_bytes();
}

void connection::read_if_wanted() {
  if (reads_ || !wants_bytes() || holds_answer()) return;
  reads_ = true;
  ++operations_;
  auto take = [this](const boost::system::error_code& failed, std::size_t bytes) {
    reads_ = false;
    on_read(failed, bytes);
    operation_ended();
  };
  if (has_undecrypted()) return boost::asio::post(thread_.context(), [take] { take({}, 0); });
  socket_.async_read_some(boost::asio::buffer(buffer_.get(), buffer_bytes_), take);
}

void connection::on_read(const boost::system::error_code& failed, std::size_t bytes) {
  if (phase_ == phase::closed) return;
  client_ended_ = failed == boost::asio::error::eof;
  // Whoever has said all they want to may still read what is on its way to them.
  if (client_ended_ && phase_ != phase::websocket && system_holds_output()) return linger();
  if (failed) return close();
  receive({buffer_.get(), bytes});
  if (phase_ == phase::closed) return;
  fit_buffer(bytes);
  read_if_wanted();
}

/// What came from the socket.
void connection::receive(std::span<char> bytes) {
  if (phase_ == phase::lingering) return;
  if (proxy_header_) return read_proxy_header({bytes.data(), bytes.size()});
  if (speaks_tls_) return decrypt(bytes);
  use(bytes);
}

/// What the client says.
void connection::use(std::span<char> bytes) {
  if (phase_ == phase::websocket) {
    thread_.hub().receive(session_, bytes, thread_.now());
    thread_.flush_soon();
  } else if (phase_ == phase::http) {
    read_request({bytes.data(), bytes.size()});
  }
}

void connection::fit_buffer(std::size_t bytes) {
  auto wanted = buffer_bytes_;
  if (bytes == buffer_bytes_) wanted = std::min(buffer_bytes_ * 2, max_buffer_bytes);
  if (bytes * 8 < buffer_bytes_) wanted = std::max(buffer_bytes_ / 2, min_buffer_bytes);
  // What is being read into stays.
  if (wanted == buffer_bytes_ || reads_) return;
  buffer_ = std::make_unique<char[]>(wanted);
  buffer_bytes_ = wanted;
}

void connection::read_proxy_header(std::string_view bytes) {
  using state = http::proxy_header_reader::state;
  auto& shared = thread_.shared();
  auto now = thread_.now();
  switch (proxy_header_->feed(bytes)) {
    case state::reading:
      return;
    case state::failed:
      shared.refused.add(edge_refusal::proxy_header, now.steady_ms(), [&] {
        return http::to_text(from_.peer) +
               " is a proxy by --trust-proxy, and did not begin a connection by the PROXY protocol: closed; let it "
               "send that, or leave out --proxy-protocol";
      });
      return close();
    case state::done:
      break;
  }
  // The proxy's own connection, or one of which it says nothing, is the proxy's whatever is written in its requests.
  from_.may_tell_for_whom = proxy_header_->source().has_value();
  from_.peer = proxy_header_->source().value_or(from_.peer);
  std::string behind{proxy_header_->rest()};
  proxy_header_.reset();
  if (!http::contains(shared.options.trusted_proxies, from_.peer)) {
    from_.counted = shared.addresses.connect(from_.peer, now.steady_ms());
    if (!from_.counted) return turn_away(refuse_connection(shared, from_.peer, now));
  }
  if (!behind.empty()) receive(behind);
}

void connection::read_request(std::string_view bytes) {
  auto& shared = thread_.shared();
  auto now = thread_.now();
  auto asked = http_->receive(bytes, now.steady_ms());
  set_deadline(http_->deadline());
  if (auto failure = http_->failure()) {
    shared.routes.count(http_path::other, failure);
    return respond({failure, "text/plain; charset=utf-8", "This is no request that can be served.\n"}, false);
  }
  if (!asked) return;
  auto client =
      from_.may_tell_for_whom ? http::client_of(*asked, from_.peer, shared.options.trusted_proxies) : from_.peer;
  auto given = receive_request(shared, *asked, client, from_.counted.has_value(), now);
  if (auto* admitted = std::get_if<admission>(&given)) return become_session(std::move(*admitted));
  const auto& reply = std::get<reply_to_request>(given);
  respond(reply.answer, asked->keep_alive && reply.may_go_on);
}

void connection::respond(const http::response& answer, bool keep_alive) {
  http_->answer(answer, keep_alive && !thread_.shared().draining);
  write();
}

/// Before anything was read. Whoever expects TLS could not read the answer.
void connection::turn_away(const http::response& answer) {
  if (!speaks_tls_) return respond(answer, false);
  boost::system::error_code ignored;
  socket_.write_some(boost::asio::buffer(tls::turned_away), ignored);
  linger();
}

void connection::become_session(admission admitted) {
  auto now = thread_.now();
  if (admitted.counted) from_.counted = std::move(admitted.counted);
  auto early = http_->hand_over(std::move(admitted.to.answer));
  phase_ = phase::websocket;
  set_deadline(0);
  session_ = thread_.hub().connect(admitted.to.wire, admitted.who, now);
  thread_.bind(session_, *this);
  if (!early.empty()) thread_.hub().receive(session_, early, now);
  thread_.flush_soon();
}

void connection::write() {
  if (phase_ == phase::closed || phase_ == phase::lingering) return;
  bool session_over = phase_ == phase::websocket && thread_.hub().is_over(session_);
  // A client that does not read what is left gets only the time to linger.
  if (session_over && deadline_ms_ == 0) set_deadline(thread_.now().steady_ms() + thread_.shared().options.linger_ms);
  bool all_written = !waits_to_write_ && write_all();
  if (all_written && (session_over || (phase_ == phase::http && http_->is_over()))) return linger();
  if (all_written && phase_ == phase::http) set_deadline(http_->deadline());
  go_on();
}

/// What was written may have made room for what the client asked meanwhile.
void connection::go_on() {
  if (phase_ == phase::websocket && thread_.hub().may_go_on(session_)) {
    thread_.hub().receive(session_, {}, thread_.now());
    thread_.flush_soon();
  }
  read_if_wanted();
}

/// False if something is left, or the connection broke.
bool connection::write_all() {
  std::array<std::string_view, pieces_at_once> waiting;
  while (auto count = pieces(waiting)) {
    buffer_list buffers;
    buffers.count = count;
    for (std::size_t i = 0; i < count; ++i) buffers.buffers[i] = {waiting[i].data(), waiting[i].size()};
    boost::system::error_code failed;
    auto bytes = socket_.write_some(buffers, failed);
    if (failed == boost::asio::error::would_block) {
      waits_to_write_ = true;
      ++operations_;
      socket_.async_wait(edge_socket::wait_write, [this](const boost::system::error_code& ended) {
        waits_to_write_ = false;
        if (!ended) write();
        operation_ended();
      });
      return false;
    }
    if (failed) {
      close();
      return false;
    }
    written(bytes);
  }
  return true;
}

/// What the socket is given next.
std::size_t connection::pieces(std::span<std::string_view> into) { return tls_ ? encrypt(into) : pieces_said(into); }

void connection::written(std::size_t bytes) {
  if (tls_) return tls_->sent(bytes);
  said(bytes);
}

/// What the client is told next.
std::size_t connection::pieces_said(std::span<std::string_view> into) const {
  if (http_ && !http_->output().empty()) {
    into[0] = http_->output();
    return 1;
  }
  return phase_ == phase::websocket ? thread_.hub().output(session_).pieces(into) : 0;
}

void connection::said(std::size_t bytes) {
  if (!http_ || http_->output().empty()) return thread_.hub().written(session_, bytes);
  http_->written(bytes, thread_.now().steady_ms());
  if (phase_ == phase::websocket && http_->is_over()) http_.reset();
}

/// Closing at once could take what was written last from a client that is still sending, or on a long way. What was
/// written has an answer's time to arrive; whoever does not even have it written is closed by `write`.
void connection::linger() {
  if (phase_ == phase::lingering) return;
  end_session();
  phase_ = phase::lingering;
  boost::system::error_code ignored;
  if (tls_) {
    // A few bytes. Where no more fits into the socket the end of the stream says as much.
    tls_->end();
    socket_.write_some(boost::asio::buffer(tls_->output()), ignored);
  }
  socket_.shutdown(edge_socket::shutdown_send, ignored);
  auto now = thread_.now().steady_ms();
  arrives_by_ms_ = now + thread_.shared().options.http_times.answer_ms;
  set_deadline(now + thread_.shared().options.linger_ms);
  read_if_wanted();
}

void connection::drain() {
  if (phase_ == phase::http && http_->is_idle() && !holds_answer()) linger();
}

void connection::expire() {
  deadline_ms_ = 0;
  auto now = thread_.now().steady_ms();
  if (phase_ == phase::lingering && now < arrives_by_ms_ && system_holds_output())
    return set_deadline(std::min(now + thread_.shared().options.linger_ms, arrives_by_ms_));
  close();
}

void connection::close() {
  if (phase_ == phase::closed) return;
  end_session();
  phase_ = phase::closed;
  set_deadline(0);
  boost::system::error_code ignored;
  // A client that has not read by now would not: without this the system kept trying for minutes, and the bytes.
  if (system_holds_output()) socket_.set_option(boost::asio::socket_base::linger{true, 0}, ignored);
  socket_.close(ignored);
  // Whoever called this may still use it.
  ++operations_;
  boost::asio::post(thread_.context(), [this] { operation_ended(); });
}

/// Whether something was written that has not arrived and still may, the end of the stream included.
bool connection::system_holds_output() {
  int bytes = 0;
  if (::ioctl(socket_.native_handle(), TIOCOUTQ, &bytes) != 0 || bytes == 0) return false;
  // What is left of a connection that its client has reset goes nowhere.
  tcp_info info{};
  socklen_t size = sizeof info;
  bool is_known = ::getsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_INFO, &info, &size) == 0;
  return !is_known || info.tcpi_state != TCP_CLOSE;
}

void connection::end_session() {
  if (phase_ != phase::websocket) return;
  thread_.hub().disconnect(session_);
  thread_.flush_soon();
}

void connection::operation_ended() {
  if (--operations_ == 0 && phase_ == phase::closed) thread_.remove(*this);
}

void connection::set_deadline(time_ms deadline_ms) {
  if (deadline_ms_ == deadline_ms) return;
  if (deadline_ms_ != 0) thread_.unwatch(*this, deadline_ms_);
  deadline_ms_ = deadline_ms;
  if (deadline_ms_ != 0) thread_.watch(*this, deadline_ms_);
}

}  // namespace moim
