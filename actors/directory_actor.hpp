#pragma once

#include "actors/listing_followers.hpp"
#include "actors/surroundings.hpp"
#include "actors/types.hpp"

#include <chrono>
#include <set>

namespace moim {

/// The list of rooms: a view of their cards (rule 18), read from the store at the start and kept by the rooms since. It
/// only collects, calls, answers and publishes: which rooms are listed, and which lists have changed, is
/// `domain/directory/`'s job.
class directory_state {
 public:
  using self_pointer = directory_handle::stateful_pointer<directory_state>;
  static inline const char* name = "moim.directory";

  explicit directory_state(self_pointer self) : self_(self) {}
  void start(surroundings& around);

  void answer(const call_directory& call);
  void unfollow(const unfollow_listing& message);
  void change(const card_changed& message);
  void receive(const cards_read& page);
  /// Asks the store for the next cards.
  void read_on();
  /// Tells followers of lists what has changed, or the first of them.
  void tell_followers();

 private:
  result<method_answer> decide(const list_rooms& asked) const;
  result<method_answer> decide(const find_room& asked) const;
  result<method_answer> follow(const subscribe_listing& asked, outlet* from);
  void put(const directory_card& card);
  void changed(const room_id& room);
  void let_followers_wait();
  void publish(const listing_push& push) const;
  void count() const;

  self_pointer self_;
  surroundings* around_ = nullptr;
  bool warming_ = true;
  std::optional<entity_id> read_to_;
  /// Rooms that left the list while it was being read: what is read of them is older.
  std::set<room_id> gone_;
  card_index index_;
  live_listings listings_;
  listing_followers followers_;
  bool followers_wait_ = false;
  /// Since when; on the machine's clock.
  std::chrono::steady_clock::time_point they_wait_since_;
};

directory_handle::behavior_type directory_actor(directory_state::self_pointer self, surroundings* around);

}  // namespace moim
