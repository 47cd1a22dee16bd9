#pragma once

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace moim::store {

/// Appends MessagePack to a string, each value in its shortest form (msgpack.org's specification). The string
/// has its final length only once the writer is gone: to make room for every single value of one to nine
/// bytes costs more than to write it.
class packed_writer {
 public:
  explicit packed_writer(std::string& out) : out_(out), used_(out.size()) {}
  ~packed_writer() { out_.resize(used_); }
  packed_writer(const packed_writer&) = delete;
  packed_writer& operator=(const packed_writer&) = delete;

  void nil() { put_tag(0xc0); }
  void boolean(bool value) { put_tag(value ? 0xc3 : 0xc2); }
  void real(double value) { put(0xcb, std::bit_cast<std::uint64_t>(value)); }

  template <std::integral Integer>
  void integer(Integer value) {
    if constexpr (std::signed_integral<Integer>) {
      if (value < 0) return negative(value);
    }
    auto positive = static_cast<std::uint64_t>(value);
    if (positive <= 0x7f) return put_tag(static_cast<std::uint8_t>(positive));
    if (positive <= 0xff) return put(0xcc, static_cast<std::uint8_t>(positive));
    if (positive <= 0xffff) return put(0xcd, static_cast<std::uint16_t>(positive));
    if (positive <= 0xffff'ffff) return put(0xce, static_cast<std::uint32_t>(positive));
    put(0xcf, positive);
  }

  /// So many values follow.
  void list(std::size_t size) {
    if (size <= 0x0f) return put_tag(static_cast<std::uint8_t>(0x90 | size));
    if (size <= 0xffff) return put(0xdc, static_cast<std::uint16_t>(size));
    put(0xdd, static_cast<std::uint32_t>(size));
  }
  /// So many pairs follow.
  void map(std::size_t size) {
    if (size <= 0x0f) return put_tag(static_cast<std::uint8_t>(0x80 | size));
    if (size <= 0xffff) return put(0xde, static_cast<std::uint16_t>(size));
    put(0xdf, static_cast<std::uint32_t>(size));
  }

  void text(std::string_view value) {
    auto size = value.size();
    if (size <= 0x1f)
      put_tag(static_cast<std::uint8_t>(0xa0 | size));
    else if (size <= 0xff)
      put(0xd9, static_cast<std::uint8_t>(size));
    else if (size <= 0xffff)
      put(0xda, static_cast<std::uint16_t>(size));
    else
      put(0xdb, static_cast<std::uint32_t>(size));
    append(value.data(), size);
  }

  /// Two words of an id: 16 bytes, the highest first.
  void words(std::uint64_t high, std::uint64_t low) {
    char bytes[18] = {static_cast<char>(0xc4), 16};
    high = big_endian(high);
    low = big_endian(low);
    std::memcpy(bytes + 2, &high, 8);
    std::memcpy(bytes + 10, &low, 8);
    append(bytes, sizeof bytes);
  }

 private:
  static constexpr std::size_t first_size = 256;

  void negative(std::int64_t value) {
    if (value >= -32) return put_tag(static_cast<std::uint8_t>(value));
    if (value >= INT8_MIN) return put(0xd0, static_cast<std::uint8_t>(value));
    if (value >= INT16_MIN) return put(0xd1, static_cast<std::uint16_t>(value));
    if (value >= INT32_MIN) return put(0xd2, static_cast<std::uint32_t>(value));
    put(0xd3, static_cast<std::uint64_t>(value));
  }

  template <class Integer>
  static Integer big_endian(Integer value) {
    if constexpr (sizeof value == 8) return __builtin_bswap64(value);
    if constexpr (sizeof value == 4) return __builtin_bswap32(value);
    if constexpr (sizeof value == 2) return __builtin_bswap16(value);
    return value;
  }

  void put_tag(std::uint8_t tag) {
    if (out_.size() == used_) grow(1);
    out_[used_++] = static_cast<char>(tag);
  }
  template <class Integer>
  void put(std::uint8_t tag, Integer value) {
    char bytes[1 + sizeof value] = {static_cast<char>(tag)};
    value = big_endian(value);
    std::memcpy(bytes + 1, &value, sizeof value);
    append(bytes, sizeof bytes);
  }
  [[gnu::always_inline]] void append(const char* bytes, std::size_t size) {
    if (out_.size() - used_ < size) grow(size);
    std::memcpy(out_.data() + used_, bytes, size);
    used_ += size;
  }
  [[gnu::noinline]] void grow(std::size_t size) { out_.resize(std::max({first_size, 2 * out_.size(), used_ + size})); }

  std::string& out_;
  std::size_t used_;
};

}  // namespace moim::store
