#pragma once

#include "domain/declare/fields.hpp"
#include "domain/declare/ids.hpp"

#include <bit>

namespace moim {

/// A hash of a declared value that is the same in every process: FNV-1a (Fowler, Noll, Vo; 64 bit) over its fields in
/// order, those that are absent included. Pools are named by it, so it never changes; requests are told apart by
/// `request_hash`.
class digest {
 public:
  template <class T>
  constexpr digest& add(const T& value) {
    if constexpr (declared<T>) {
      for_each_field(value, [this](const auto&, const auto& member) { add(member); });
    } else if constexpr (is_optional<T>::value) {
      add_word(value.has_value());
      if (value) add(*value);
    } else if constexpr (is_vector<T>::value) {
      add_word(value.size());
      for (const auto& each : value) add(each);
    } else if constexpr (held_once<T>) {
      add(value.get());
    } else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, std::string_view>) {
      add_word(value.size());
      for (char c : value) add_byte(static_cast<unsigned char>(c));
    } else if constexpr (std::is_floating_point_v<T>) {
      add_word(std::bit_cast<std::uint64_t>(static_cast<double>(value)));
    } else if constexpr (std::is_integral_v<T> || std::is_enum_v<T>) {
      add_word(static_cast<std::uint64_t>(value));
    } else {
      add_word(value.high);
      add_word(value.low);
    }
    return *this;
  }

  constexpr std::uint64_t value() const { return hash_; }

 private:
  constexpr void add_word(std::uint64_t word) {
    for (int i = 0; i < 8; ++i) add_byte(static_cast<unsigned char>(word >> (8 * i)));
  }
  constexpr void add_byte(unsigned char byte) { hash_ = (hash_ ^ byte) * 0x100000001b3ULL; }

  std::uint64_t hash_ = 0xcbf29ce484222325ULL;
};

}  // namespace moim
