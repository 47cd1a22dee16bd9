#pragma once

#include <tl/expected.hpp>

#include <filesystem>
#include <functional>
#include <string>

namespace moim {

/// Reads the whole of a file, or tells why it cannot: a part of a sentence that begins with the file.
using file_reader = std::function<tl::expected<std::string, std::string>()>;

/// More is no file that an operator needs.
inline constexpr std::size_t max_file_bytes = 1 << 20;

/// Reads a regular file of at most `max_file_bytes`.
file_reader reader_of(std::filesystem::path file);

}  // namespace moim
