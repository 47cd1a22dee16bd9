#pragma once

#include "actors/entity/port.hpp"

namespace moim {

/// The bounds and times of one node's actors.
struct node_limits {
  entity_limits entity;
  /// How often due wake-ups are claimed.
  time_ms claim_every = 250;
  /// For how long a claimed wake-up is this node's; then it comes again.
  time_ms claim_lease = 30 * second_ms;
  /// Wake-ups claimed at once. A full page is followed by the next when half of it is handled, not after a while.
  std::size_t max_claim = 512;
  /// Entities that were woken and are not handled yet; past it none is claimed.
  std::size_t max_woken = 1'024;
  /// Riders alone can make a log longer: each time that it has so many more records, its entity comes into memory to
  /// save its state.
  version riders_until_saved = 256;
  /// Cards read at once while the directory warms up.
  std::size_t cards_at_once = 2'000;
  /// Rooms that the directory keeps in memory; past it the oldest are not listed.
  std::size_t max_cards = 1'000'000;
  /// Different lists that are followed at a time; past it no other can be followed.
  std::size_t max_live_listings = 1'024;
  /// How often those who follow lists hear of changes, at most.
  time_ms lists_every = 250;
  /// Lists that are read anew at once; then whoever else waits comes first.
  std::size_t lists_at_once = 16;
};

}  // namespace moim
