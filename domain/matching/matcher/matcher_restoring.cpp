#include "domain/matching/matcher/matcher_restoring.hpp"

namespace moim {

matcher_restoring::matcher_restoring(matcher_base base, version as_of) : tickets_(base.tickets, as_of) {
  made_.region = std::move(base.region);
  made_.room = std::move(base.room);
  made_.parked = base.parked;
  made_.last_at = base.tickets.last_at;
}

void matcher_restoring::add(std::size_t slice, matcher_part part, version as_of) {
  made_.requests[slice] = std::move(part.requests);
  made_.past[slice] = std::move(part.past);
  for (auto& news : part.news) {
    auto id = news.id;
    made_.news.insert_or_assign(id, std::move(news));
  }
  tickets_.add(slice, std::move(part.tickets), as_of);
}

matcher matcher_restoring::take() {
  made_.tickets = tickets_.release();
  return std::move(made_);
}

}  // namespace moim
