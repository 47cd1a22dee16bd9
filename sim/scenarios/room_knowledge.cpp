#include "sim/scenarios/room_knowledge.hpp"

#include <numeric>

namespace moim::sim {

uninformed::uninformed(std::uint32_t people, std::uint32_t rooms, std::uint32_t seats)
    : people_(people), rooms_(rooms), seats_(seats) {
  std::iota(rooms_.begin(), rooms_.end(), 0U);
}

}  // namespace moim::sim
