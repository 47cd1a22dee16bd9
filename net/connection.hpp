#pragma once

#include "net/http/request_reader.hpp"
#include "net/io_thread.hpp"
#include "net/session/send_queue.hpp"

namespace moim {

/// One socket: HTTP until it is upgraded, then the bytes of a session. It only moves bytes; what they mean is decided
/// elsewhere.
class connection {
 public:
  connection(io_thread& of, edge_socket socket);
  ~connection();

  std::list<connection>::iterator place;  // in its thread's list

  void start();
  /// Writes what waits, as far as the socket takes it; then ends if there is nothing more to come.
  void write();
  /// Its deadline has passed.
  void expire();
  /// Cuts the connection; its thread removes it once nothing refers to it any more.
  void close();

 private:
  enum class phase : std::uint8_t { http, websocket, lingering, closed };

  void read();
  void on_read(const boost::system::error_code& failed, std::size_t bytes);
  void fit_buffer(std::size_t bytes);
  void on_request_bytes(std::span<char> bytes);
  void handle(const http::request& asked);
  void upgrade(const http::request& asked);
  void respond(const http::response& answer, bool keep_alive);
  bool write_all();
  std::size_t pieces(std::span<std::string_view> into) const;
  void written(std::size_t bytes);
  void linger();
  void set_deadline(time_ms deadline_ms);
  void operation_ended();
  std::string address() const;

  io_thread& thread_;
  edge_socket socket_;
  std::unique_ptr<char[]> buffer_;
  std::size_t buffer_bytes_;
  std::unique_ptr<http::request_reader> reader_;
  send_queue own_output_;  // of HTTP; a session has its own
  session_number session_ = 0;
  time_ms deadline_ms_ = 0;
  std::uint8_t operations_ = 0;
  phase phase_ = phase::http;
  bool waits_to_write_ = false;
  bool ends_after_writing_ = false;
};

}  // namespace moim
