#pragma once

#include "domain/memory/heap_bytes.hpp"

#include <memory>

namespace moim {

/// An array that grows by pieces: nothing that lies in it ever moves, and growing never takes long.
template <class T>
class slab {
 public:
  static constexpr std::size_t piece_size = 256;

  T& operator[](std::size_t at) { return pieces_[at / piece_size][at % piece_size]; }
  const T& operator[](std::size_t at) const { return pieces_[at / piece_size][at % piece_size]; }
  std::size_t size() const { return size_; }
  T& push() {
    if (size_ == pieces_.size() * piece_size) pieces_.push_back(std::make_unique<T[]>(piece_size));
    return (*this)[size_++];
  }
  void pop() { --size_; }
  /// Keeps the memory; what `push` gives afterwards holds what was there before.
  void clear() { size_ = 0; }
  std::size_t bytes() const { return vector_bytes(pieces_) + pieces_.size() * allocated_bytes(piece_size * sizeof(T)); }

 private:
  std::vector<std::unique_ptr<T[]>> pieces_;
  std::size_t size_ = 0;
};

}  // namespace moim
