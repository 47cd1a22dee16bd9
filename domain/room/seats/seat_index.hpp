#pragma once

#include "domain/declare/ids.hpp"

#include <cstdint>
#include <vector>

namespace moim {

/// Finds the seat that a person has. Beside the list of seats it holds eight bytes per place, in one piece of
/// memory. In a hall of thousands a map of nodes cost a fifth of a join: the wait for memory.
///
/// `by_seat` is the same list in every call; whoever changes it tells the index.
class seat_index {
 public:
  using list = std::vector<user_id>;

  std::size_t size() const { return size_; }
  /// The person's seat, from 1; 0 if they are not in the index.
  std::uint32_t find(const list& by_seat, const user_id& user) const;
  /// Enters the person in this seat of the list, instead of any other seat of theirs.
  void put(const list& by_seat, std::uint32_t seat);
  /// Call it before the person leaves the list. It does nothing for somebody who is not in the index.
  void erase(const list& by_seat, const user_id& user);

 private:
  struct slot {
    /// Tells most people apart without a look at the list.
    std::uint32_t hash = 0;
    /// 0: nobody is here.
    std::uint32_t seat = 0;
  };
  std::size_t wrap(std::size_t place) const { return place & (slots_.size() - 1); }
  /// Where the person is, or the empty slot where they would be.
  std::size_t place_of(const list& by_seat, const user_id& user) const;
  void grow();

  /// As many as a power of two, and at least half of them empty. A person is in the first that was empty from `hash`
  /// on.
  std::vector<slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace moim
