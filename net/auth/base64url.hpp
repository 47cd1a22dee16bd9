#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace moim {

/// Base64 with the alphabet for addresses and without padding (RFC 4648, section 5), as JWTs use it.
std::string to_base64url(std::string_view bytes);
/// Nothing for any other character, padding, an impossible length, or bits set that no byte uses.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace moim
