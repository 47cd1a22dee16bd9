#pragma once

#include "domain/memory/heap_bytes.hpp"

#include <array>
#include <memory>
#include <span>

namespace moim {

/// Some short lists of plain values, written once, in one piece of memory that is as long as they are together.
template <class... Ts>
class packed_lists {
  static_assert((std::is_trivially_copyable_v<Ts> && ...));
  static constexpr std::size_t lists = sizeof...(Ts);
  static constexpr std::array<std::size_t, lists> sizes{sizeof(Ts)...};
  template <std::size_t I>
  using type = std::tuple_element_t<I, std::tuple<Ts...>>;

 public:
  packed_lists() = default;
  /// Lists of so many values, 65,535 each at most, to be written by `edit`.
  explicit packed_lists(const std::array<std::size_t, lists>& counts) {
    std::copy(counts.begin(), counts.end(), counts_.begin());
    take_memory();
  }
  packed_lists(const packed_lists& other) : counts_(other.counts_) {
    std::copy_n(other.memory_.get(), offset_of(lists), take_memory());
  }
  packed_lists(packed_lists&& other) noexcept = default;
  packed_lists& operator=(packed_lists&& other) noexcept = default;

  template <std::size_t I>
  std::span<const type<I>> get() const {
    return {reinterpret_cast<const type<I>*>(memory_.get() + offset_of(I)), counts_[I]};
  }
  template <std::size_t I>
  std::span<type<I>> edit() {
    // Wide values come first, so that all lie where their type may lie.
    static_assert(is_aligned<I>());
    return {reinterpret_cast<type<I>*>(memory_.get() + offset_of(I)), counts_[I]};
  }

  std::size_t bytes_on_heap() const { return allocated_bytes(offset_of(lists)); }

 private:
  template <std::size_t I>
  static constexpr bool is_aligned() {
    for (std::size_t i = 0; i < I; ++i)
      if (sizes[i] % alignof(type<I>) != 0) return false;
    return true;
  }
  std::size_t offset_of(std::size_t list) const {
    std::size_t offset = 0;
    for (std::size_t i = 0; i < list; ++i) offset += counts_[i] * sizes[i];
    return offset;
  }
  std::byte* take_memory() {
    auto size = offset_of(lists);
    if (size > 0) memory_ = std::make_unique_for_overwrite<std::byte[]>(size);
    return memory_.get();
  }

  std::unique_ptr<std::byte[]> memory_;
  std::array<std::uint16_t, lists> counts_{};
};

}  // namespace moim
