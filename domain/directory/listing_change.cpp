#include "domain/directory/live_listings.hpp"

#include <algorithm>

namespace moim {
namespace {

constexpr std::size_t not_there = ~std::size_t{0};

std::size_t place_in(const std::vector<room_card>& page, const room_id& room) {
  auto found = std::find_if(page.begin(), page.end(), [&](const room_card& each) { return each.room == room; });
  return found == page.end() ? not_there : static_cast<std::size_t>(found - page.begin());
}

/// Which of the cards can stay where they are while the others move: the longest run of places that ascend.
std::vector<bool> staying(const std::vector<std::size_t>& places) {
  constexpr std::size_t none = not_there;
  std::vector<std::size_t> length(places.size(), 0);
  std::vector<std::size_t> previous(places.size(), none);
  std::size_t last = none;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i] == not_there) continue;
    length[i] = 1;
    for (std::size_t j = 0; j < i; ++j)
      if (places[j] != not_there && places[j] < places[i] && length[j] >= length[i]) {
        length[i] = length[j] + 1;
        previous[i] = j;
      }
    if (last == none || length[i] > length[last]) last = i;
  }
  std::vector<bool> stays(places.size(), false);
  for (auto at = last; at != none; at = previous[at]) stays[at] = true;
  return stays;
}

}  // namespace

listing_push change_between(const std::vector<room_card>& before, const std::vector<room_card>& after) {
  list_changed change;
  for (const auto& each : before)
    if (place_in(after, each.room) == not_there) change.removed.push_back(each.room);
  std::vector<std::size_t> places;
  places.reserve(after.size());
  for (const auto& each : after) places.push_back(place_in(before, each.room));
  auto stays = staying(places);
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (stays[i] && before[places[i]] == after[i]) continue;
    auto& placed = change.placed.emplace_back(placed_card{after[i], std::nullopt});
    if (i > 0) placed.after = after[i - 1].room;
  }
  if (change.removed.size() + change.placed.size() > max_rooms_in_change) return list_reset{0, 0, after};
  return change;
}

void take_push(std::vector<room_card>& page, const listing_push& push) {
  if (const auto* reset = std::get_if<list_reset>(&push)) {
    page = reset->rooms;
    return;
  }
  auto take_away = [&](const room_id& room) { std::erase_if(page, [&](auto& each) { return each.room == room; }); };
  const auto& change = std::get<list_changed>(push);
  for (const auto& room : change.removed) take_away(room);
  for (const auto& [card, after] : change.placed) {
    take_away(card.room);
    auto behind = after ? place_in(page, *after) + 1 : 0;
    page.insert(page.begin() + static_cast<std::ptrdiff_t>(std::min(behind, page.size())), card);
  }
}

}  // namespace moim
