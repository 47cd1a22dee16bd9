#pragma once

#include "net/websocket/frame_reader.hpp"
#include "net/wire/encoding.hpp"
#include "sim/load/client/event_loop.hpp"
#include "sim/load/client/http_response.hpp"
#include "sim/load/operation.hpp"

#include <boost/asio/ip/tcp.hpp>

namespace moim::load {

/// Why a connection ended, or never came to be.
struct ending {
  /// The status of the server's close frame; 0 if there was none.
  std::uint16_t close_status = 0;
  /// The status of an HTTP answer that was not what was hoped for; 0 if there was none.
  unsigned http_status = 0;
  /// For a person.
  std::string why;
};

/// One person's WebSocket connection, as a client has it: becomes a guest if it has no token yet, upgrades, sends and
/// receives messages. Can be opened again after its end.
class connection {
 public:
  /// Gets the answers. Nothing here is called from within `open`, `send` or `close`.
  class owner {
   public:
    virtual void became_guest(connection& which, guest who) = 0;
    virtual void opened(connection& which) = 0;
    /// `message` lives until the call returns.
    virtual void received(connection& which, std::string_view message) = 0;
    virtual void ended(connection& which, const ending& how) = 0;

   protected:
    ~owner() = default;
  };

  /// `seed` makes the masks and the handshake's keys.
  connection(event_loop& loop, owner& owner, connection_number number, encoding in, std::uint64_t seed);

  connection_number number() const { return number_; }
  encoding wire() const { return encoding_; }
  bool is_open() const { return phase_ == phase::open; }
  bool is_idle() const { return phase_ == phase::idle; }

  void open(const boost::asio::ip::tcp::endpoint& to, const std::string& token);
  /// Puts a message in line; it is written with all others of this turn. Only while open.
  void send(std::string_view message);
  /// Ends it: politely with a close frame, or as a lost network would. `ended` is called.
  void close(bool politely);

 private:
  enum class phase : std::uint8_t { idle, connecting, becoming_guest, upgrading, open };
  friend struct turn;

  void connected();
  void upgrade();
  void wait_to_read();
  void read();
  void handle(std::span<char> bytes);
  void handle_http(std::string_view bytes);
  void handle_frames(std::span<char> bytes);
  void put_in_line();
  void write();
  void end(ending how);
  std::uint64_t next_random();

  event_loop& loop_;
  owner& owner_;
  boost::asio::ip::tcp::socket socket_;
  websocket::frame_reader reader_;
  std::unique_ptr<http_response_reader> response_;
  std::string host_;
  std::string token_;
  std::string websocket_key_;
  std::string out_;
  std::uint64_t random_;
  /// Handlers of an earlier life of this object are told by it.
  std::uint32_t life_ = 0;
  connection_number number_;
  encoding encoding_;
  phase phase_ = phase::idle;
  bool in_line_ = false;
  bool waits_to_write_ = false;
};

}  // namespace moim::load
