#include "domain/directory.hpp"

namespace moim {

room_card card_of(const room& state) {
  return {state.id, state.kind.key, state.title, state.host, state.seats.capacity(), state.seats.taken()};
}

}  // namespace moim
