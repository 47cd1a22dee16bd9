#include "domain/entity_types.hpp"

namespace moim {

std::string to_text(const entity_id& entity) {
  return std::string{names_of(entity.type).prefix} + base32_text(entity.high, entity.low);
}

}  // namespace moim
