#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <type_traits>

namespace moim {

/// A short list of plain values, written once. Up to `Inside` of them lie in the object itself: most tickets need no
/// other memory.
template <class T, std::uint32_t Inside>
class small_list {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  small_list() = default;
  small_list(const small_list& other) { assign(other.view()); }
  small_list(small_list&& other) noexcept = default;
  small_list& operator=(const small_list& other) {
    if (this != &other) assign(other.view());
    return *this;
  }
  small_list& operator=(small_list&& other) noexcept = default;

  void assign(std::span<const T> values) {
    size_ = static_cast<std::uint32_t>(values.size());
    outside_ = size_ > Inside ? std::make_unique<T[]>(size_) : nullptr;
    std::copy(values.begin(), values.end(), data());
  }

  std::uint32_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const T& operator[](std::size_t at) const { return data()[at]; }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size_; }
  std::span<const T> view() const { return {data(), size_}; }
  /// The bytes of memory outside of the object.
  std::size_t bytes_outside() const { return outside_ ? size_ * sizeof(T) : 0; }

 private:
  T* data() { return outside_ ? outside_.get() : inside_; }
  const T* data() const { return outside_ ? outside_.get() : inside_; }

  std::unique_ptr<T[]> outside_;
  std::uint32_t size_ = 0;
  T inside_[Inside]{};
};

}  // namespace moim
