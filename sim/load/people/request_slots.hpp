#pragma once

#include "sim/load/people/request.hpp"

#include <deque>

namespace moim::load {

/// Requests by slot. A slot is used again once its request is over; an id on the wire names a slot, how often it was
/// used, and one of the request's copies, so that a late answer to a former request of the slot finds nothing.
class request_slots {
 public:
  /// A new request; references to it stay valid while others are added.
  std::uint32_t add(intent what, std::int64_t intended_ns);
  request& operator[](std::uint32_t slot) { return requests_[slot]; }
  /// For the next request. The slot is in use.
  void release(std::uint32_t slot);

  /// What a copy is called on the wire.
  std::int64_t id_of(std::uint32_t slot, std::size_t copy) const;
  struct found_copy {
    std::uint32_t slot = 0;
    std::size_t copy = 0;
  };
  /// The copy under way with that id; nothing if there is none.
  std::optional<found_copy> find(std::int64_t id) const;

  /// How many there are, used or not.
  std::uint32_t size() const { return static_cast<std::uint32_t>(requests_.size()); }
  std::size_t in_use() const { return requests_.size() - free_.size(); }
  const std::deque<request>& all() const { return requests_; }

 private:
  std::deque<request> requests_;
  std::vector<std::uint32_t> free_;
};

}  // namespace moim::load
