#include "domain/matching/matcher/matcher_restoring.hpp"

namespace moim {

matcher_restoring::matcher_restoring(matcher_base base, version as_of) : tickets_(base.tickets, as_of) {
  made_.region = std::move(base.region);
  made_.room = std::move(base.room);
  made_.parked = base.parked;
  made_.outbox.last_number = base.last_delivery;
  made_.outbox.begun_at = base.outbox_begun_at;
  made_.outbox.dropped = base.deliveries_dropped;
  made_.last_at = base.tickets.last_at;
}

void matcher_restoring::add(std::size_t slice, matcher_part part, version as_of) {
  made_.requests[slice] = std::move(part.requests);
  made_.past[slice] = std::move(part.past);
  for (auto& news : part.news) {
    auto id = news.id;
    made_.news.insert_or_assign(id, std::move(news));
  }
  for (auto& each : part.deliveries) {
    auto number = each.number;
    made_.outbox.open.insert_or_assign(number, std::move(each));
  }
  for (auto& each : part.taken) {
    auto number = each.of.number;
    made_.outbox.taken.insert_or_assign(number, std::move(each));
  }
  std::move(part.put_aside.begin(), part.put_aside.end(), std::back_inserter(made_.outbox.aside));
  tickets_.add(slice, std::move(part.tickets), as_of);
}

matcher matcher_restoring::take() {
  made_.tickets = tickets_.release();
  return std::move(made_);
}

}  // namespace moim
