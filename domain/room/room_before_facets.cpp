#include "domain/room/room_before_facets.hpp"

#include "domain/room/room.hpp"

namespace moim {

room room::from_before(stored_before before) {
  room read;
  read.id = before.id;
  read.kind = std::move(before.kind);
  read.title = std::move(before.title);
  read.size = before.seats.capacity();
  read.requests = std::move(before.requests);
  read.last_at = before.last_at;
  read.match = before.match;
  read.agreed = std::move(before.agreed);
  read.facets.part<moim::hosting>() = hosting::state{before.host};
  read.facets.part<moim::seats>() = std::move(before.seats);
  read.facets.part<moim::lifecycle>() = before.lifecycle;
  read.facets.part<moim::memberships>() = std::move(before.memberships);
  read.facets.part<moim::backfill>() = std::move(before.backfill);
  read.facets.after_reading();
  return read;
}

}  // namespace moim
