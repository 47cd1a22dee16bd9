#pragma once

#include "domain/declare/errors.hpp"

#include <array>
#include <filesystem>

namespace moim {

/// The server's own secret: what its guest tokens are signed with.
using server_secret = std::array<unsigned char, 32>;

/// Reads the secret, or makes it at the first start: 32 random bytes in a file that only its owner can read, on disk
/// before this returns. `unavailable`, saying why, if the file can be read by others, is damaged or cannot be written.
result<server_secret> load_or_create_secret(const std::filesystem::path& file);

}  // namespace moim
