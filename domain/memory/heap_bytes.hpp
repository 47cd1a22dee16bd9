#pragma once

#include "domain/declare/fields.hpp"

#include <algorithm>
#include <map>

/// How much memory a state takes, counted as the allocator does.
namespace moim {

/// What a piece of so many bytes takes off the heap, the allocator's own bytes included (glibc's on 64 bits).
constexpr std::size_t allocated_bytes(std::size_t size) {
  return size == 0 ? 0 : std::max<std::size_t>((size + 8 + 15) / 16 * 16, 32);
}

template <class T>
std::size_t vector_bytes(const std::vector<T>& of) {
  return allocated_bytes(of.capacity() * sizeof(T));
}

/// What a declared struct, a list, a text or a map has on the heap, outside of the object itself.
template <class T>
std::size_t bytes_outside(const T& value) {
  constexpr std::size_t in_the_string = 15;
  std::size_t total = 0;
  if constexpr (std::is_same_v<T, std::string>) {
    total = value.capacity() > in_the_string ? allocated_bytes(value.capacity() + 1) : 0;
  } else if constexpr (is_vector<T>::value) {
    total = vector_bytes(value);
    for (const auto& each : value) total += bytes_outside(each);
  } else if constexpr (held_once<T>) {
    total = bytes_outside(value.get());
  } else if constexpr (declared<T>) {
    for_each_field(value, [&](const auto&, const auto& member) { total += bytes_outside(member); });
  }
  return total;
}

template <class Key, class Value>
std::size_t bytes_outside(const std::map<Key, Value>& map) {
  constexpr std::size_t links = 32;
  std::size_t total = map.size() * allocated_bytes(links + sizeof(std::pair<const Key, Value>));
  for (const auto& [key, value] : map) total += bytes_outside(value);
  return total;
}

}  // namespace moim
