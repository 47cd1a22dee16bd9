#include "domain/directory.hpp"

namespace moim {

room_card card_of(const room& state) {
  const auto& seats = state.get<moim::seats>();
  return {state.id, state.kind.key, state.title, state.get<hosting>().host, seats.capacity(), seats.taken()};
}

}  // namespace moim
