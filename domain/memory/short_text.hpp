#pragma once

#include "domain/memory/heap_bytes.hpp"

#include <array>
#include <cstring>
#include <string_view>
#include <utility>

namespace moim {

/// A text that is written once, in 20 bytes if it has up to 19: millions of a pool's values are held in these.
class short_text {
 public:
  short_text() = default;
  explicit short_text(std::string_view text) {
    if (text.size() <= inside) {
      std::copy(text.begin(), text.end(), bytes_.begin());
      bytes_.back() = static_cast<char>(text.size());
      return;
    }
    outside_text out{new char[text.size()], text.size()};
    std::copy(text.begin(), text.end(), out.at);
    std::memcpy(bytes_.data(), &out, sizeof out);
    bytes_.back() = is_outside;
  }
  short_text(short_text&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  short_text& operator=(short_text&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~short_text() {
    if (bytes_.back() == is_outside) delete[] outside().at;
  }

  std::string_view view() const {
    if (bytes_.back() == is_outside) return {outside().at, outside().size};
    return {bytes_.data(), static_cast<std::size_t>(bytes_.back())};
  }
  std::size_t bytes_on_heap() const { return bytes_.back() == is_outside ? allocated_bytes(outside().size) : 0; }

 private:
  static constexpr std::size_t inside = 19;
  static constexpr char is_outside = inside + 1;
  struct outside_text {
    char* at;
    std::size_t size;
  };
  outside_text outside() const {
    outside_text out{};
    std::memcpy(&out, bytes_.data(), sizeof out);
    return out;
  }

  /// The text, or where it is; the last byte tells how long it is, or that it is elsewhere.
  std::array<char, inside + 1> bytes_{};
};

}  // namespace moim
