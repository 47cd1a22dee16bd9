#pragma once

#include "net/http/exchange.hpp"
#include "net/http/proxy_header.hpp"
#include "net/io_thread.hpp"
#include "net/reception.hpp"
#include "net/tls/channel.hpp"

namespace moim {

/// One socket: HTTP until it is upgraded, then the bytes of a session; all of that inside TLS, if the edge speaks it.
/// It only moves bytes; what they mean is decided elsewhere.
///
/// It reads only what whoever it reads for wants; the rest waits on the client's side. A client that is done is
/// listened to for a moment, so that it gets what it was sent last. One that does not read in its time is reset: what
/// the system still holds for it is dropped, or it would stay in memory for minutes after the connection is gone.
class connection {
 public:
  connection(io_thread& of, edge_socket socket, arrival from);
  ~connection();

  std::list<connection>::iterator place;  // in its thread's list

  void start();
  /// Writes what waits, as far as the socket takes it; then ends if there is nothing more to come.
  void write();
  /// The server is about to end: nothing more is asked on this connection.
  void drain();
  /// Its deadline has passed.
  void expire();
  /// Cuts the connection; its thread removes it once nothing refers to it any more.
  void close();

 private:
  enum class phase : std::uint8_t { http, websocket, lingering, closed };

  bool wants_bytes() const;
  void read_if_wanted();
  void on_read(const boost::system::error_code& failed, std::size_t bytes);
  void receive(std::span<char> bytes);
  void use(std::span<char> bytes);
  void fit_buffer(std::size_t bytes);
  void read_proxy_header(std::string_view bytes);
  void read_request(std::string_view bytes);
  void respond(const http::response& answer, bool keep_alive);
  void turn_away(const http::response& answer);
  void become_session(admission admitted);
  bool write_all();
  std::size_t pieces(std::span<std::string_view> into);
  void written(std::size_t bytes);
  void go_on();
  std::size_t pieces_said(std::span<std::string_view> into) const;
  void said(std::size_t bytes);
  void linger();
  bool system_holds_output();
  void end_session();
  void set_deadline(time_ms deadline_ms);
  void operation_ended();

  // connection_tls.cpp
  bool begin_tls(char first);
  void decrypt(std::span<char> bytes);
  void fail_tls();
  std::size_t encrypt(std::span<std::string_view> into);
  bool has_undecrypted() const;
  bool holds_answer() const;

  io_thread& thread_;
  edge_socket socket_;
  std::unique_ptr<char[]> buffer_;
  std::size_t buffer_bytes_;
  arrival from_;
  std::unique_ptr<http::proxy_header_reader> proxy_header_;  // while it is still to come
  std::unique_ptr<http::exchange> http_;                     // until its last answer is written
  std::unique_ptr<tls::channel> tls_;                        // from the client's first byte of it on
  session_number session_ = 0;
  time_ms deadline_ms_ = 0;
  time_ms arrives_by_ms_ = 0;  // what was written last, once nothing more is
  std::uint8_t operations_ = 0;
  phase phase_ = phase::http;
  bool reads_ = false;
  bool waits_to_write_ = false;
  bool client_ended_ = false;
  bool speaks_tls_;
};

}  // namespace moim
