#pragma once

#include "actors/surroundings.hpp"
#include "actors/types.hpp"

#include <map>

namespace moim {

/// The list of open rooms: a view of their cards (rule 18), read from the store at the start and kept by the rooms
/// since.
class directory_state {
 public:
  using self_pointer = directory_handle::stateful_pointer<directory_state>;
  static inline const char* name = "moim.directory";

  explicit directory_state(self_pointer self) : self_(self) {}
  void start(surroundings& around);

  void answer(const call_directory& call);
  void change(const card_changed& message);
  void receive(const cards_read& page);
  /// Asks the store for the next cards.
  void read_on();

 private:
  void put(room_card card);

  self_pointer self_;
  surroundings* around_ = nullptr;
  bool warming_ = true;
  std::optional<entity_id> read_to_;
  std::map<room_id, room_card> cards_;
};

directory_handle::behavior_type directory_actor(directory_state::self_pointer self, surroundings* around);

}  // namespace moim
