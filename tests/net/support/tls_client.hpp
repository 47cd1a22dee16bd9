#pragma once

#include "tests/net/support/edge_client.hpp"
#include "tests/net/support/tls_peer.hpp"

namespace moim::test {

/// A blocking client that speaks TLS over a socket of its own.
class tls_client {
 public:
  /// Its socket is connected and its handshake under way: the first bytes of it are `begin`'s to write.
  tls_client(std::uint16_t port, const std::string& trusted, const std::string& from = "127.0.0.1",
             int receive_buffer_bytes = 0)
      : socket_{port, from, receive_buffer_bytes}, peer_{trusted} {}

  /// What the socket takes before TLS.
  void write_plain(const std::string& bytes) { socket_.write(bytes); }
  /// Does the handshake; whether it was done.
  bool begin() {
    socket_.write(peer_.feed(""));
    while (!peer_.is_connected() && hears_more()) continue;
    return peer_.is_connected();
  }

  void write(const std::string& text) { socket_.write(peer_.say(text)); }
  /// Says that nothing more will come.
  void end_writing() { socket_.write(peer_.end()); }

  /// An HTTP answer: its head and body, or what there is of it at the end.
  std::string request(const std::string& text) {
    write(text);
    while (true) {
      auto head = unread_.find("\r\n\r\n");
      auto length = unread_.find("Content-Length: ");
      auto size = length < head ? std::stoul(unread_.substr(length + 16)) : 0;
      if (head != std::string::npos && unread_.size() >= head + 4 + size) {
        auto answer = unread_.substr(0, head + 4 + size);
        unread_.erase(0, answer.size());
        return answer;
      }
      if (!hears_more()) return std::exchange(unread_, {});
    }
  }
  std::string get(const std::string& path) { return request("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n"); }
  std::string upgrade() {
    return request(
        "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        "Authorization: Bearer good\r\n\r\n");
  }

  void send(const std::string& message) { write(frame(websocket::opcode::text, message)); }
  void send_close() { write(frame(websocket::opcode::close, websocket::close_payload(1000, ""))); }

  /// The next message; `closed` for a close frame; `end` at the end.
  std::string receive() {
    while (true) {
      if (auto next = reader_.next())
        return next->kind == websocket::opcode::close ? "closed" : std::string{next->payload};
      if (unread_.empty() && !hears_more()) return "end";
      buffer_ = std::exchange(unread_, {});
      reader_.feed(buffer_);
    }
  }

  /// Text up to the end of the connection.
  std::string read_all() {
    while (hears_more()) continue;
    return std::exchange(unread_, {});
  }
  boost::system::error_code read_to_end() { return socket_.read_to_end(); }

  const tls_peer& peer() const { return peer_; }

 private:
  static std::string frame(websocket::opcode kind, const std::string& payload) {
    std::string bytes;
    websocket::append_masked_frame(bytes, kind, payload, 0x1234);
    return bytes;
  }

  /// False at the end.
  bool hears_more() {
    auto came = socket_.read_some();
    if (came.empty()) return false;
    if (auto answer = peer_.feed(came); !answer.empty()) socket_.try_to_write(answer);
    unread_ += peer_.heard();
    return true;
  }

  edge_client socket_;
  tls_peer peer_;
  std::string unread_;
  std::string buffer_;
  websocket::frame_reader reader_{websocket::end::client, 16 * 1024 * 1024};
};

}  // namespace moim::test
