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

/// The bytes of an answer.
std::string to_bytes(const response& answer, bool keep_alive);

}  // namespace moim::http
