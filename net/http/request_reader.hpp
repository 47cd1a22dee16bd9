#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace moim::http {

/// The bounds of a request: no more than this is ever kept of one.
inline constexpr std::uint32_t max_header_bytes = 8'192;
inline constexpr std::uint64_t max_body_bytes = 4'096;

/// A whole request, as far as the edge wants to know it.
struct request {
  std::string method;
  std::string path;  ///< without the query, and without the host of `http://host/path`
  std::string host;  ///< that one's, or by `Host`; perhaps with a port; of HTTP/1.0 it may be empty
  std::optional<std::string> origin;
  std::optional<std::string> authorization;
  /// What proxies added, of all headers of the name, the last proxy's last; empty if there are none.
  std::string forwarded{};
  std::string x_forwarded_for{};
  bool wants_websocket = false;
  std::string websocket_key;
  std::string websocket_version;
  std::vector<std::string> subprotocols;  ///< in the client's order
  bool keep_alive = false;
  std::string body;

  bool operator==(const request&) const = default;
  /// Whether it changes nothing.
  bool only_reads() const { return method == "GET" || method == "HEAD"; }
};

/// Reads one request from a stream of bytes, bounded, and strictly: what a proxy in front of the server could read
/// otherwise is refused (RFC 9112, 3.2, 5.2 and 6.3). That is a header line that is folded; a `Host` that is missing or
/// no host; one of the headers that the edge reads and that is no list, twice; more than one length; a `Content-Length`
/// beside a `Transfer-Encoding`; any `Transfer-Encoding` but `chunked`, and that one in HTTP/1.0. What stands behind a
/// chunked body (trailers) is in no header. One end of a line before a request is passed over.
class request_reader {
 public:
  request_reader();
  ~request_reader();
  request_reader(request_reader&&) noexcept;
  request_reader& operator=(request_reader&&) noexcept;

  /// More bytes; nothing until the request is whole.
  std::optional<request> feed(std::string_view bytes);
  /// The status to refuse the stream with: 400, 413 (body too large), 417 (`Expect`: nothing here is worth asking for
  /// first), 431 (header too large); 0 while all is well.
  unsigned failure() const { return failure_; }
  /// What came behind the request.
  std::string_view rest() const { return unread_; }

 private:
  bool pass_over_line_end();
  bool read_header();
  unsigned why_not() const;

  struct parser;
  std::unique_ptr<parser> parser_;
  std::optional<request> read_;  // all but the body, before there are trailers
  std::string unread_;
  std::size_t searched_bytes_ = 0;  // of `unread_`, for the end of the header
  bool begun_ = false;
  unsigned failure_ = 0;
};

}  // namespace moim::http
