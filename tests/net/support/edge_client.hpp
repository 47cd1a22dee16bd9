#pragma once

#include <utility>
//
#include "net/websocket/frame_reader.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include <memory>
#include <string>

namespace moim::test {

/// A blocking client with a socket of its own.
class edge_client {
 public:
  /// `from` is an address of this machine: all that begin with 127 are. `receive_buffer_bytes` is what the system takes
  /// for a client that does not read; 0: as it likes.
  explicit edge_client(std::uint16_t port, const std::string& from = "127.0.0.1", int receive_buffer_bytes = 0) {
    socket_.open(boost::asio::ip::tcp::v4());
    if (receive_buffer_bytes != 0)
      socket_.set_option(boost::asio::socket_base::receive_buffer_size{receive_buffer_bytes});
    socket_.bind({boost::asio::ip::make_address(from), 0});
    socket_.connect({boost::asio::ip::make_address("127.0.0.1"), port});
    // A test that waits for what never comes fails instead of hanging.
    timeval max{20, 0};
    ::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &max, sizeof max);
  }

  void write(const std::string& bytes) { boost::asio::write(socket_, boost::asio::buffer(bytes)); }

  /// Bytes up to the end of the connection, or nothing more for long.
  std::string read_all() {
    std::string all = std::exchange(unread_, {});
    boost::system::error_code ended;
    boost::asio::read(socket_, boost::asio::dynamic_buffer(all), ended);
    return all;
  }

  /// What comes next, of whatever size; nothing at the end.
  std::string read_some() {
    std::string part(4'096, ' ');
    boost::system::error_code ended;
    part.resize(socket_.read_some(boost::asio::buffer(part), ended));
    return part;
  }

  /// Reads and forgets all there is; how it ended.
  boost::system::error_code read_to_end() {
    boost::system::error_code ended;
    for (std::string part(65'536, ' '); !ended;) socket_.read_some(boost::asio::buffer(part), ended);
    return ended;
  }

  /// How the server has ended the connection, if it has.
  boost::system::error_code try_to_write(const std::string& bytes) {
    boost::system::error_code ended;
    boost::asio::write(socket_, boost::asio::buffer(bytes), ended);
    return ended;
  }

  void close() { socket_.close(); }
  /// Nothing more will come from this end.
  void end_writing() { socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_send); }

  /// An HTTP answer: its head and body.
  std::string request(const std::string& bytes) {
    write(bytes);
    auto head = boost::asio::read_until(socket_, boost::asio::dynamic_buffer(unread_), "\r\n\r\n");
    auto length = unread_.find("Content-Length: ");
    auto size = length < head ? std::stoul(unread_.substr(length + 16)) : 0;
    if (unread_.size() < head + size)
      boost::asio::read(socket_, boost::asio::dynamic_buffer(unread_),
                        boost::asio::transfer_exactly(head + size - unread_.size()));
    auto answer = unread_.substr(0, head + size);
    unread_.erase(0, head + size);
    return answer;
  }

  std::string get(const std::string& path) { return request("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n"); }

  std::string upgrade(const std::string& headers = {}) {
    return request(
        "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" +
        headers + "\r\n");
  }

  void send(const std::string& message) {
    std::string frame;
    websocket::append_masked_frame(frame, websocket::opcode::text, message, 0x1234);
    write(frame);
  }
  void send_close() {
    std::string frame;
    websocket::append_masked_frame(frame, websocket::opcode::close, websocket::close_payload(1000, ""), 0x1234);
    write(frame);
  }

  /// The next message; `closed <code>` for a close frame; `end` at the end.
  std::string receive() {
    while (true) {
      if (auto frame = reader_.next()) {
        if (frame->kind != websocket::opcode::close) return std::string{frame->payload};
        auto at = [&](std::size_t i) { return static_cast<unsigned char>(frame->payload[i]); };
        return "closed " + std::to_string(at(0) << 8 | at(1));
      }
      buffer_ = std::exchange(unread_, {});
      if (buffer_.empty()) {
        buffer_.resize(4096);
        boost::system::error_code ended;
        buffer_.resize(socket_.read_some(boost::asio::buffer(buffer_), ended));
        if (ended) return "end";
      }
      reader_.feed(buffer_);
    }
  }

 private:
  // By pointer, so that a client can be returned.
  std::unique_ptr<boost::asio::io_context> context_ = std::make_unique<boost::asio::io_context>();
  boost::asio::ip::tcp::socket socket_{*context_};
  std::string unread_;
  std::string buffer_;
  websocket::frame_reader reader_{websocket::end::client, 16 * 1024 * 1024};
};

}  // namespace moim::test
