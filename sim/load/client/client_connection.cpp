// Asio's coroutine headers forget it under g++ 12.
#include "sim/load/client/client_connection.hpp"

#include "domain/declare/ids.hpp"
#include "net/message_frame.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>

#include <utility>

namespace moim::load {

using boost::system::error_code;
using tcp = boost::asio::ip::tcp;

/// Writes what all connections have in line.
struct turn {
  event_loop& loop;
  void operator()() const {
    auto all = std::exchange(loop.unwritten, {});
    for (auto* each : all) {
      each->in_line_ = false;
      each->write();
    }
    // Its memory is used again.
    all.clear();
    if (loop.unwritten.empty()) loop.unwritten = std::move(all);
  }
};

connection::connection(event_loop& loop, owner& owner, connection_number number, encoding in, std::uint64_t seed)
    : loop_{loop},
      owner_{owner},
      socket_{loop.io},
      reader_{websocket::end::client, max_server_message_bytes},
      random_{seed},
      number_{number},
      encoding_{in} {}

void connection::open(const tcp::endpoint& to, const std::string& token) {
  ++life_;
  phase_ = phase::connecting;
  reader_ = websocket::frame_reader{websocket::end::client, max_server_message_bytes};
  out_.clear();
  waits_to_write_ = false;
  token_ = token;
  host_ = fmt::format("{}:{}", to.address().to_string(), to.port());
  socket_ = tcp::socket{loop_.io};
  socket_.async_connect(to, [this, life = life_](const error_code& error) {
    if (life != life_) return;
    error ? end({0, 0, error.message()}) : connected();
  });
}

void connection::connected() {
  error_code ignored;
  socket_.non_blocking(true, ignored);
  socket_.set_option(tcp::no_delay{true}, ignored);
  if (token_.empty()) {
    phase_ = phase::becoming_guest;
    response_ = std::make_unique<http_response_reader>();
    out_ += guest_request(host_);
    put_in_line();
  } else {
    upgrade();
  }
  wait_to_read();
}

void connection::upgrade() {
  phase_ = phase::upgrading;
  response_ = std::make_unique<http_response_reader>();
  websocket_key_ = websocket_key(next_random(), next_random());
  out_ += upgrade_request(host_, subprotocol(encoding_), token_, websocket_key_);
  put_in_line();
}

void connection::send(std::string_view message) {
  websocket::append_masked_frame(out_, message_opcode(encoding_), message, static_cast<std::uint32_t>(next_random()));
  put_in_line();
}

void connection::close(bool politely) {
  if (phase_ == phase::idle) return;
  if (politely && phase_ == phase::open) {
    websocket::append_masked_frame(out_, websocket::opcode::close,
                                   websocket::close_payload(websocket::status_normal, {}), 0);
    write();
  }
  boost::asio::post(loop_.io, [this, life = life_] {
    if (life == life_) end({0, 0, "closed by this side"});
  });
}

void connection::wait_to_read() {
  socket_.async_wait(tcp::socket::wait_read, [this, life = life_](const error_code& error) {
    if (life != life_) return;
    error ? end({0, 0, error.message()}) : read();
  });
}

void connection::read() {
  error_code error;
  auto life = life_;
  auto size = socket_.read_some(boost::asio::buffer(loop_.buffer.get(), event_loop::read_bytes), error);
  if (error == boost::asio::error::would_block) return wait_to_read();
  if (error) return end({0, 0, error.message()});
  loop_.received_bytes += size;
  handle({loop_.buffer.get(), size});
  if (life == life_ && phase_ != phase::idle) wait_to_read();
}

void connection::handle(std::span<char> bytes) {
  phase_ == phase::open ? handle_frames(bytes) : handle_http({bytes.data(), bytes.size()});
}

void connection::handle_http(std::string_view bytes) {
  auto response = response_->feed(bytes);
  if (response_->failed()) return end({0, 0, "the server's answer is no HTTP"});
  if (!response) return;
  if (phase_ == phase::becoming_guest) {
    auto who = response->status == 200 || response->status == 201 ? read_guest(response->body) : std::nullopt;
    if (!who) return end({0, response->status, fmt::format("POST /auth/guest: {}", response->status)});
    token_ = who->token;
    owner_.became_guest(*this, std::move(*who));
    if (!response->keeps_alive) return end({0, 0, "closed after POST /auth/guest"});
    return upgrade();
  }
  if (response->status != 101) return end({0, response->status, fmt::format("GET /ws: {}", response->status)});
  if (response->websocket_accept != accept_of(websocket_key_)) return end({0, 0, "a wrong Sec-WebSocket-Accept"});
  phase_ = phase::open;
  auto rest = response_->rest();
  response_.reset();
  auto life = life_;
  owner_.opened(*this);
  if (life == life_ && !rest.empty()) handle_frames({rest.data(), rest.size()});
}

void connection::handle_frames(std::span<char> bytes) {
  auto life = life_;
  reader_.feed(bytes);
  while (auto frame = reader_.next()) {
    if (frame->kind == websocket::opcode::ping) {
      websocket::append_masked_frame(out_, websocket::opcode::pong, frame->payload, 0);
      put_in_line();
    } else if (frame->kind == websocket::opcode::close) {
      auto status = frame->payload.size() < 2
                        ? websocket::status_none
                        : static_cast<std::uint16_t>(static_cast<unsigned char>(frame->payload[0]) << 8 |
                                                     static_cast<unsigned char>(frame->payload[1]));
      return end({status, 0, fmt::format("closed by the server: {}", status)});
    } else if (frame->kind != websocket::opcode::pong) {
      owner_.received(*this, frame->payload);
    }
    if (life != life_ || phase_ != phase::open) return;
  }
  if (reader_.failure() != 0)
    end({0, 0, fmt::format("the server broke the WebSocket protocol: {}", reader_.failure())});
}

void connection::put_in_line() {
  if (in_line_ || waits_to_write_) return;
  in_line_ = true;
  if (loop_.unwritten.empty()) boost::asio::post(loop_.io, turn{loop_});
  loop_.unwritten.push_back(this);
}

void connection::write() {
  if (phase_ == phase::idle || waits_to_write_ || out_.empty()) return;
  error_code error;
  auto size = socket_.write_some(boost::asio::buffer(out_), error);
  loop_.sent_bytes += size;
  out_.erase(0, size);
  if (out_.empty()) return;
  if (error && error != boost::asio::error::would_block) return;  // reading will tell
  waits_to_write_ = true;
  socket_.async_wait(tcp::socket::wait_write, [this, life = life_](const error_code& failed) {
    if (life != life_) return;
    waits_to_write_ = false;
    if (!failed) write();
  });
}

void connection::end(ending how) {
  if (phase_ == phase::idle) return;
  ++life_;
  phase_ = phase::idle;
  error_code ignored;
  socket_.close(ignored);
  response_.reset();
  owner_.ended(*this, how);
}

std::uint64_t connection::next_random() {
  random_ += 0x9e3779b97f4a7c15ULL;
  return mix64(random_);
}

}  // namespace moim::load
