#pragma once

#include "net/tls/context.hpp"

#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace moim::tls {

/// What TLS puts into one record, at the most.
inline constexpr std::size_t max_record_bytes = 16'384;

/// What begins a connection of TLS: a record of its handshake.
inline constexpr char handshake_byte = 0x16;

/// What somebody is told who may not even begin: an alert (`internal_error`), which costs no cryptography.
inline constexpr std::string_view turned_away{"\x15\x03\x03\x00\x02\x02\x50", 7};

/// The server's end of one connection's TLS, as a pure state machine: bytes of the socket in and out on one side, what
/// they mean on the other. It keeps no buffers while nothing is under way. It makes no more than it is asked for, a
/// record at a time, and whoever makes it answer (`KeyUpdate`) without reading is a failure.
class channel {
 public:
  explicit channel(const context& by);
  channel(const channel&) = delete;
  channel& operator=(const channel&) = delete;

  /// Takes what the socket gave, and calls `use(std::span<char>)` with what each record says while `wants()`; what is
  /// not wanted yet is kept (`has_unread`). Afterwards there may be `output`, the client may have ended, or it failed.
  template <class Wants, class Use>
  void receive(std::span<const char> from_socket, Wants&& wants, Use&& use) {
    std::array<char, max_record_bytes> plain;
    take(from_socket);
    while (wants()) {
      auto bytes = read(plain);
      if (bytes == 0) break;
      use(std::span<char>{plain.data(), bytes});
    }
    keep_unread();
  }
  /// Whether `receive` has kept something.
  bool has_unread() const { return !unread_.empty(); }

  /// Puts what comes first of the pieces, one record at the most, into `output`, which is empty; returns how many bytes
  /// that was. 0 before the handshake is done.
  std::size_t encrypt(std::span<const std::string_view> pieces);
  /// Nothing more is said; the client is told.
  void end();

  /// What is to be written to the socket.
  std::string_view output() const { return std::string_view{wire_.out}.substr(sent_); }
  void sent(std::size_t bytes);

  /// Whether the client says nothing more.
  bool client_ended() const { return client_ended_; }
  /// Why it cannot go on, once it cannot.
  const std::optional<std::string>& failure() const { return failure_; }

 private:
  /// What OpenSSL reads from and writes to in place of a socket.
  struct wire {
    std::string_view in;
    std::string out;
  };
  struct wire_bio;

  void take(std::span<const char> from_socket);
  std::size_t read(std::span<char> into);
  void keep_unread();
  void fail();

  wire wire_;
  std::unique_ptr<SSL, openssl_deleter<SSL_free>> ssl_;
  std::string unread_;
  std::size_t sent_ = 0;  // of `wire_.out`
  std::optional<std::string> failure_;
  bool client_ended_ = false;
};

}  // namespace moim::tls
