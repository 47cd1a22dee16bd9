#include "domain/matching/tickets/backfill_terms.hpp"

#include <algorithm>

namespace moim {
namespace {

/// A place that is settled may be missed by a metre, as a stated one may.
constexpr double settled_radius_m = 1;

bool is_among(std::span<const user_id> users, const user_id& user) {
  return std::find(users.begin(), users.end(), user) != users.end();
}

void add_settled(const backfill_terms& terms, ticket_wishes& into) {
  for (const auto& each : terms.agreed.values) into.sets.push_back({each.criterion, {each.value}});
  for (const auto& each : terms.agreed.points)
    into.radii.push_back({each.criterion, each.lat, each.lon, settled_radius_m});
  for (const auto& each : terms.agreed.windows) {
    time_window overlap{each.from_ms, each.to_ms, 0};
    for (const auto& ticket : terms.tickets)
      for (const auto& wish : ticket.wishes.windows)
        if (wish.criterion == each.criterion)
          for (const auto& window : wish.windows) overlap.least_ms = std::max(overlap.least_ms, window.least_ms);
    into.windows.push_back({each.criterion, {overlap}});
  }
}

/// All values count, and the smallest limit that somebody gives.
void add_spreads(const backfill_terms& terms, ticket_wishes& into) {
  for (const auto& ticket : terms.tickets)
    for (const auto& wish : ticket.wishes.spreads) {
      auto same = [&](const spread_wish& each) { return each.criterion == wish.criterion; };
      auto found = std::find_if(into.spreads.begin(), into.spreads.end(), same);
      if (found == into.spreads.end()) {
        into.spreads.push_back(wish);
        continue;
      }
      found->values.insert(found->values.end(), wish.values.begin(), wish.values.end());
      if (wish.limit) found->limit = std::min(*wish.limit, found->limit.value_or(*wish.limit));
    }
}

}  // namespace

ticket_id backfill_ticket_id(const room_id& room, std::uint32_t number, const pool_id& pool) {
  auto mixed = mix64(room.low ^ mix64(room.high ^ number));
  return {(room.high & ~std::uint64_t{0xffff}) | (mixed & 0xffff),
          std::uint64_t{pool_number(pool)} << 32 | mixed >> 32};
}

void forget_leavers(backfill_terms& terms, std::span<const user_id> seated) {
  std::erase_if(terms.tickets, [&](const ticket& each) {
    return std::none_of(each.users.begin(), each.users.end(), [&](const auto& user) { return is_among(seated, user); });
  });
}

std::optional<ticket> backfill_ticket(const backfill_terms& terms, const room_id& room, std::uint32_t number,
                                      std::span<const user_id> seated, std::uint32_t seats) {
  auto still = terms;
  forget_leavers(still, seated);
  ticket made;
  made.id = backfill_ticket_id(room, number, terms.pool);
  made.for_room = room;
  made.users.assign(seated.begin(), seated.end());
  auto people = static_cast<std::uint32_t>(seated.size());
  made.sizes = people < seats ? sizes_between(people + 1, seats) : 0;
  for (const auto& each : still.tickets) {
    made.sizes &= each.sizes;
    made.not_with.insert(made.not_with.end(), each.not_with.begin(), each.not_with.end());
  }
  if (seated.empty() || made.sizes == 0) return std::nullopt;
  add_settled(still, made.wishes);
  add_spreads(still, made.wishes);
  return made;
}

}  // namespace moim
