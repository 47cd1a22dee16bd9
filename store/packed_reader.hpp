#pragma once

#include "store/stored_shape.hpp"

#include <bit>
#include <concepts>
#include <cstring>
#include <limits>
#include <string_view>
#include <utility>

namespace moim::store {

/// Reads MessagePack a value after the other, as whoever wrote it knows them to come (msgpack.org's specification, all
/// types but extensions). No tree of objects is built: that was a third of what a resume costs (decision 29). Each call
/// throws `unreadable` if something else comes, or nothing does; nothing is read beyond the bytes.
class packed_reader {
 public:
  explicit packed_reader(std::string_view bytes) : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  bool at_nil() const { return at_ != end_ && tag() == 0xc0; }
  bool at_list() const { return at_ != end_ && ((tag() & 0xf0) == 0x90 || tag() == 0xdc || tag() == 0xdd); }
  void nil() {
    if (take() != 0xc0) throw unreadable{"nothing was expected"};
  }

  /// The number of values that follow.
  std::uint32_t list() {
    auto tag = take();
    if ((tag & 0xf0) == 0x90) return length(tag & 0x0f);
    if (tag == 0xdc) return length(number<std::uint16_t>());
    if (tag == 0xdd) return length(number<std::uint32_t>());
    throw unreadable{"a list was expected"};
  }
  /// The number of pairs that follow.
  std::uint32_t map() {
    auto tag = take();
    if ((tag & 0xf0) == 0x80) return length(tag & 0x0f);
    if (tag == 0xde) return length(number<std::uint16_t>());
    if (tag == 0xdf) return length(number<std::uint32_t>());
    throw unreadable{"names and values were expected"};
  }

  bool boolean() {
    auto tag = take();
    if (tag != 0xc2 && tag != 0xc3) throw unreadable{"true or false was expected"};
    return tag == 0xc3;
  }

  template <std::integral Integer>
  Integer integer() {
    auto tag = take();
    if (tag <= 0x7f) return static_cast<Integer>(tag);
    if (tag >= 0xe0) return within<Integer>(static_cast<std::int8_t>(tag));
    switch (tag) {
      case 0xcc:
        return within<Integer>(number<std::uint8_t>());
      case 0xcd:
        return within<Integer>(number<std::uint16_t>());
      case 0xce:
        return within<Integer>(number<std::uint32_t>());
      case 0xcf:
        return within<Integer>(number<std::uint64_t>());
      case 0xd0:
        return within<Integer>(number<std::int8_t>());
      case 0xd1:
        return within<Integer>(number<std::int16_t>());
      case 0xd2:
        return within<Integer>(number<std::int32_t>());
      case 0xd3:
        return within<Integer>(number<std::int64_t>());
      default:
        throw unreadable{"a whole number was expected"};
    }
  }

  double real() {
    if (at_ == end_) throw unreadable{"the bytes end too early"};
    if (tag() == 0xcb) return ++at_, std::bit_cast<double>(number<std::uint64_t>());
    if (tag() == 0xca) return ++at_, std::bit_cast<float>(number<std::uint32_t>());
    return static_cast<double>(integer<std::int64_t>());
  }

  /// Text, or bytes; they are those that the reader was given.
  std::string_view text() {
    auto tag = take();
    if ((tag & 0xe0) == 0xa0) return raw(tag & 0x1f);
    switch (tag) {
      case 0xc4:
      case 0xd9:
        return raw(number<std::uint8_t>());
      case 0xc5:
      case 0xda:
        return raw(number<std::uint16_t>());
      case 0xc6:
      case 0xdb:
        return raw(number<std::uint32_t>());
      default:
        throw unreadable{"text was expected"};
    }
  }

  /// Two words of an id: 16 bytes, the highest first.
  std::pair<std::uint64_t, std::uint64_t> words() {
    auto bytes = text();
    if (bytes.size() != 16) throw unreadable{"16 bytes were expected"};
    return {big_endian<std::uint64_t>(bytes.data()), big_endian<std::uint64_t>(bytes.data() + 8)};
  }

  /// Passes over the next values, whatever they are.
  void skip(std::uint64_t count);

 private:
  unsigned tag() const { return static_cast<unsigned char>(*at_); }
  unsigned take() {
    if (at_ == end_) throw unreadable{"the bytes end too early"};
    return static_cast<unsigned char>(*at_++);
  }
  std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }
  /// Each value takes a byte at least: nobody makes room for more than there can be.
  std::uint32_t length(std::uint32_t told) const {
    if (told > left()) throw unreadable{"the bytes end too early"};
    return told;
  }

  template <class Integer>
  static Integer big_endian(const char* bytes) {
    std::make_unsigned_t<Integer> value;
    std::memcpy(&value, bytes, sizeof value);
    if constexpr (sizeof value == 8) value = __builtin_bswap64(value);
    if constexpr (sizeof value == 4) value = __builtin_bswap32(value);
    if constexpr (sizeof value == 2) value = __builtin_bswap16(value);
    return static_cast<Integer>(value);
  }
  template <class Integer>
  Integer number() {
    return big_endian<Integer>(raw(sizeof(Integer)).data());
  }
  std::string_view raw(std::size_t count) {
    if (count > left()) throw unreadable{"the bytes end too early"};
    return {std::exchange(at_, at_ + count), count};
  }
  template <class Integer, class Stored>
  static Integer within(Stored stored) {
    if (!std::in_range<Integer>(stored)) throw unreadable{"a number is out of its range"};
    return static_cast<Integer>(stored);
  }

  const char* at_;
  const char* end_;
};

}  // namespace moim::store
