#include "net/connection.hpp"

#include "net/http/upgrade.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>

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

connection::connection(io_thread& of, edge_socket socket)
    : thread_{of},
      socket_{std::move(socket)},
      buffer_{std::make_unique<char[]>(min_buffer_bytes)},
      buffer_bytes_{min_buffer_bytes},
      reader_{std::make_unique<http::request_reader>()} {}

connection::~connection() { thread_.shared().disconnected(); }

void connection::start() {
  boost::system::error_code ignored;
  socket_.set_option(boost::asio::ip::tcp::no_delay{true}, ignored);
  socket_.non_blocking(true, ignored);
  set_deadline(thread_.now().steady_ms() + thread_.shared().options.request_within_ms);
  read();
}

void connection::read() {
  ++operations_;
  socket_.async_read_some(boost::asio::buffer(buffer_.get(), buffer_bytes_),
                          [this](const boost::system::error_code& failed, std::size_t bytes) {
                            on_read(failed, bytes);
                            operation_ended();
                          });
}

void connection::on_read(const boost::system::error_code& failed, std::size_t bytes) {
  if (phase_ == phase::closed) return;
  if (failed) return close();
  std::span read_bytes{buffer_.get(), bytes};
  if (phase_ == phase::websocket) {
    thread_.hub().receive(session_, read_bytes, thread_.now());
    thread_.flush_soon();
  } else if (phase_ == phase::http) {
    on_request_bytes(read_bytes);
  }
  if (phase_ == phase::closed) return;
  fit_buffer(bytes);
  read();
}

void connection::fit_buffer(std::size_t bytes) {
  auto wanted = buffer_bytes_;
  if (bytes == buffer_bytes_) wanted = std::min(buffer_bytes_ * 2, max_buffer_bytes);
  if (bytes * 8 < buffer_bytes_) wanted = std::max(buffer_bytes_ / 2, min_buffer_bytes);
  if (wanted == buffer_bytes_) return;
  buffer_ = std::make_unique<char[]>(wanted);
  buffer_bytes_ = wanted;
}

void connection::on_request_bytes(std::span<char> bytes) {
  // An answer is under way after which nothing more is read.
  if (ends_after_writing_) return;
  auto asked = reader_->feed({bytes.data(), bytes.size()});
  if (reader_->failure() != 0) {
    thread_.shared().routes.count(http_path::other, reader_->failure());
    return respond({reader_->failure(), "text/plain; charset=utf-8", "This is no request that can be served.\n"},
                   false);
  }
  if (asked) handle(*asked);
}

void connection::handle(const http::request& asked) {
  bool for_people = thread_.shared().options.serves == http::listener::everybody;
  if (asked.path == "/ws" && for_people) return upgrade(asked);
  // Requests that are sent ahead are not answered: the client sends them again on another connection.
  bool keep_alive = asked.keep_alive && reader_->rest().empty();
  auto answer = thread_.shared().routes.answer(asked, address(), thread_.now());
  respond(answer, keep_alive);
}

void connection::upgrade(const http::request& asked) {
  auto& shared = thread_.shared();
  auto now = thread_.now();
  auto refuse = [&](unsigned status, std::string body, std::string headers = {}) {
    shared.routes.count(http_path::websocket, status);
    respond({status, "text/plain; charset=utf-8", std::move(body), std::move(headers)}, false);
  };
  if (shared.draining) {
    shared.services.metrics.edge.refused(edge_refusal::draining).add();
    return refuse(503, "draining\n", "Retry-After: 1\r\n");
  }
  if (!http::may_connect(asked, shared.options.origins)) return refuse(403, "This origin may not connect.\n");
  auto accepted = http::accept_upgrade(asked);
  if (!accepted) {
    shared.routes.count(http_path::websocket, accepted.error().status);
    return respond(accepted.error(), false);
  }
  std::optional<identity> who;
  if (auto token = http::bearer_token(asked)) {
    auto claimed = shared.services.check_token(*token, now.at);
    if (!claimed)
      return refuse(401, std::string{describe(claimed.error().code).name} + '\n', "WWW-Authenticate: Bearer\r\n");
    who = *claimed;
  }
  shared.routes.count(http_path::websocket, 101);
  own_output_.append_built([&](std::string& out) { out += accepted->answer; });
  phase_ = phase::websocket;
  set_deadline(0);
  session_ = thread_.hub().connect(accepted->wire, who, now);
  thread_.bind(session_, *this);
  std::string early{reader_->rest()};
  reader_.reset();
  if (!early.empty()) thread_.hub().receive(session_, early, now);
  thread_.flush_soon();
}

void connection::respond(const http::response& answer, bool keep_alive) {
  own_output_.append_built([&](std::string& out) { out += http::to_bytes(answer, keep_alive); });
  ends_after_writing_ = !keep_alive;
  if (keep_alive) *reader_ = http::request_reader{};
  set_deadline(thread_.now().steady_ms() + thread_.shared().options.request_within_ms);
  write();
}

void connection::write() {
  if (phase_ == phase::closed || phase_ == phase::lingering) return;
  bool session_over = phase_ == phase::websocket && thread_.hub().is_over(session_);
  // A client that does not read what is left gets only the time to linger.
  if (session_over && deadline_ms_ == 0) set_deadline(thread_.now().steady_ms() + thread_.shared().options.linger_ms);
  if (waits_to_write_ || !write_all()) return;
  if (session_over || ends_after_writing_) linger();
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

std::size_t connection::pieces(std::span<std::string_view> into) const {
  if (!own_output_.empty()) return own_output_.pieces(into);
  return phase_ == phase::websocket ? thread_.hub().output(session_).pieces(into) : 0;
}

void connection::written(std::size_t bytes) {
  if (!own_output_.empty()) return own_output_.written(bytes);
  thread_.hub().written(session_, bytes);
}

/// Closing at once could take what was written last from a client that is still sending.
void connection::linger() {
  if (phase_ == phase::websocket) {
    thread_.hub().disconnect(session_);
    thread_.flush_soon();
  }
  phase_ = phase::lingering;
  boost::system::error_code ignored;
  socket_.shutdown(edge_socket::shutdown_send, ignored);
  set_deadline(thread_.now().steady_ms() + thread_.shared().options.linger_ms);
}

void connection::expire() {
  deadline_ms_ = 0;
  close();
}

void connection::close() {
  if (phase_ == phase::closed) return;
  if (phase_ == phase::websocket) {
    thread_.hub().disconnect(session_);
    thread_.flush_soon();
  }
  phase_ = phase::closed;
  set_deadline(0);
  boost::system::error_code ignored;
  socket_.close(ignored);
  // Whoever called this may still use it.
  ++operations_;
  boost::asio::post(thread_.context(), [this] { operation_ended(); });
}

void connection::operation_ended() {
  if (--operations_ == 0 && phase_ == phase::closed) thread_.remove(*this);
}

void connection::set_deadline(time_ms deadline_ms) {
  if (deadline_ms_ != 0) thread_.unwatch(*this, deadline_ms_);
  deadline_ms_ = deadline_ms;
  if (deadline_ms_ != 0) thread_.watch(*this, deadline_ms_);
}

std::string connection::address() const {
  boost::system::error_code failed;
  auto peer = socket_.remote_endpoint(failed);
  return failed ? std::string{} : peer.address().to_string();
}

}  // namespace moim
