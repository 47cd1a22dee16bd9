#pragma once

#include <string>

/// Bytes as text, two digits each.
namespace moim::test {

inline std::string to_hex(const std::string& bytes) {
  std::string text;
  for (unsigned char byte : bytes)
    for (auto digit : {byte >> 4, byte & 15}) text += "0123456789abcdef"[digit];
  return text;
}

inline std::string from_hex(const std::string& text) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    bytes += static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16));
  return bytes;
}

}  // namespace moim::test
