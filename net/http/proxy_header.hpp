#pragma once

#include "net/http/client_address.hpp"

namespace moim::http {

/// Reads what a proxy of the PROXY protocol (HAProxy's specification, versions 1 and 2) says at the beginning of a
/// connection about whose connection it hands on. It has to come: whether it does is never guessed from the bytes.
class proxy_header_reader {
 public:
  /// No header may be longer: that of version 2 has addresses and a few more facts, most of them short.
  static constexpr std::size_t max_bytes = 2'048;

  enum class state : std::uint8_t { reading, done, failed };

  /// More bytes, while it is reading.
  state feed(std::string_view bytes);
  /// Whose connection it is, once it is done; nothing if it is the proxy's own (`LOCAL`, say to look whether the server
  /// is well), or of a family without addresses here
  /// (`UNKNOWN`, `UNSPEC`, `AF_UNIX`).
  const std::optional<client_address>& source() const { return source_; }
  /// What came behind the header.
  std::string_view rest() const { return std::string_view{bytes_}.substr(used_); }

 private:
  state read_text();
  state read_binary();

  std::string bytes_;
  std::size_t used_ = 0;
  std::optional<client_address> source_;
};

}  // namespace moim::http
