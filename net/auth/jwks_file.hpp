#pragma once

#include "net/auth/jwks.hpp"
#include "net/file_reader.hpp"

#include <optional>
#include <string>

namespace moim {

/// What a look at a JWKS file found; nothing: it is as it was, or cannot be used for the same reason as before.
struct jwks_news {
  std::optional<jwks> changed{};
  /// Why the file cannot be used now: a part of a sentence that begins with the file.
  std::optional<std::string> failure{};
};

/// A JWKS file that is looked at again and again. Its content tells whether it has changed: size and time may stay as
/// they were. For one thread at a time.
class jwks_file {
 public:
  explicit jwks_file(file_reader read) : read_{std::move(read)} {}

  /// The first look finds either keys or a failure.
  jwks_news look();

 private:
  jwks_news fail_with(std::string why);

  file_reader read_;
  /// Nothing while the file cannot be used.
  std::optional<std::string> seen_;
  std::string failure_;
};

}  // namespace moim
