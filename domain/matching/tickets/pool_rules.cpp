#include "domain/matching/tickets/pool_rules.hpp"

#include "domain/declare/digest.hpp"

namespace moim {

pool_id id_of(const pool_rules& rules) {
  auto value = digest{}.add(rules.room.key).add(rules.region).add(rules.matching.criteria).value();
  return {mix64(value), mix64(value ^ 0x706f6f6c)};
}

}  // namespace moim
