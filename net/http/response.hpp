#pragma once

#include <string>
#include <string_view>

namespace moim::http {

/// What a request is answered with.
struct response {
  unsigned status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body;
  /// Further header lines, each ended by CR LF.
  std::string headers{};
};

/// The bytes of an answer; to `HEAD` without the body, whose length is told all the same (RFC 9110, 9.3.2).
std::string to_bytes(const response& answer, bool keep_alive, bool with_body = true);

}  // namespace moim::http
