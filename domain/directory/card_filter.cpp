#include "domain/directory/card_filter.hpp"

#include "domain/directory/folded.hpp"
#include "domain/planted.hpp"

#include <algorithm>

namespace moim {

bool card_filter::suits(slot which) const {
  const auto& card = index_.cards().facts(which);
  if (!std::binary_search(strata_.begin(), strata_.end(), card.stratum)) return false;
  if (card.free_seats() < query_.free_seats || !is_in_time(card)) return false;
  if (query_.near) {
    if (!card.has_point) return false;
    auto away_m = distance(which);
    bool just_there = away_m == query_.near->radius_m && !is_planted(planted_bug::radius_not_inclusive);
    if (!(away_m < query_.near->radius_m) && !just_there) return false;
  }
  return has_words(which);
}

bool card_filter::is_in_time(const card_facts& card) const {
  if (!query_.asks_for_start()) return true;
  if (card.starts_at_ms == card_facts::no_start) return false;
  return card.starts_at_ms >= query_.starts_from_ms.value_or(card.starts_at_ms) &&
         card.starts_at_ms <= query_.starts_to_ms.value_or(card.starts_at_ms);
}

bool card_filter::has_words(slot which) const {
  std::size_t tags = 0;
  if (!query_.tags.empty())
    index_.cards().each_tag(which, [&](std::string_view tag) {
      tags += std::binary_search(query_.tags.begin(), query_.tags.end(), folded(tag));
    });
  if (tags < query_.tags.size()) return false;
  return query_.text.empty() || has_word_prefix(folded(index_.cards().title(which)), query_.text);
}

list_place card_filter::place(slot which) const {
  const auto& card = index_.cards().facts(which);
  if (query_.order == list_order::nearest) return place_at(distance(which), card);
  return {0, key_in(query_.order, card)};
}

list_place place_at(double distance, const card_facts& card) {
  return {static_cast<std::uint32_t>(distance), {point_code(card.point), ~card.room.low}};
}

}  // namespace moim
