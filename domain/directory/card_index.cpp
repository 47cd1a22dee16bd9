#include "domain/directory/card_index.hpp"

#include "domain/directory/folded.hpp"
#include "domain/planted.hpp"

#include <algorithm>
#include <bit>

namespace moim {
namespace {

constexpr std::array orders_kept{list_order::newest, list_order::soonest, list_order::fullest, list_order::hot};
constexpr std::int64_t heat_of_twice_ms = 12 * hour_ms;
constexpr std::size_t phases = enum_names(room_phase{}).size();

/// log₂, a straight line between the powers of two, in 1/65,536.
std::int64_t log_of(std::uint64_t count) {
  auto whole = static_cast<std::uint64_t>(std::bit_width(count)) - 1;
  auto beyond = (count << 16 >> whole) - (1U << 16);
  return static_cast<std::int64_t>((whole << 16) + beyond);
}

slot_key point_key(const card_facts& card) { return {point_code(card.point), ~card.room.low}; }

/// Marks what comes from a tag: no title's word begins so.
constexpr char tag_mark = '\x01';

void put_in_order(std::vector<slot_key>& keys) {
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
}

}  // namespace

std::uint64_t heat_of(std::int64_t created, std::uint32_t taken) {
  auto members = heat_of_twice_ms * log_of(std::uint64_t{taken} + 1) >> 16;
  return static_cast<std::uint64_t>(created + members);
}

slot_key key_in(list_order order, const card_facts& card) {
  auto minor = ~card.room.low;
  switch (order) {
    case list_order::newest:
      return {~card.room.high, minor};
    case list_order::soonest:
      return {static_cast<std::uint64_t>(card.starts_at_ms), minor};
    case list_order::fullest:
      return {card.free_seats(), minor};
    case list_order::hot:
      return {~heat_of(created_at_ms(card.room), card.taken), minor};
    case list_order::nearest:
      break;
  }
  return {};
}

slot_key term_key(std::string_view rest, unsigned char filling) {
  slot_key key;
  for (std::size_t i = 0; i < 16; ++i) {
    auto& word = i < 8 ? key.major : key.minor;
    word = word << 8 | (i < rest.size() ? static_cast<unsigned char>(rest[i]) : filling);
  }
  return key;
}

slot_key tag_key(std::string_view tag) { return term_key(std::string{tag_mark}.append(tag)); }

std::uint32_t card_index::stratum_of(const card_facts& card) {
  auto phase = static_cast<std::size_t>(card.phase);
  auto number = ((card.kind * phases + phase) * 2 + card.listed) * 2 + (card.free_seats() > 0);
  if (number >= strata_.size()) strata_.resize(number + 1);
  return static_cast<std::uint32_t>(number);
}

std::vector<std::uint32_t> card_index::strata(const std::optional<std::string>& kind, room_phase phase,
                                              bool free_only) const {
  std::vector<std::uint32_t> found;
  auto add_kind = [&](std::size_t number) {
    for (std::size_t has_free = free_only ? 1 : 0; has_free < 2; ++has_free) {
      auto stratum = ((number * phases + static_cast<std::size_t>(phase)) * 2 + 1) * 2 + has_free;
      if (stratum < strata_.size() && strata_[stratum][0].size() > 0)
        found.push_back(static_cast<std::uint32_t>(stratum));
    }
  };
  if (!kind) {
    for (std::size_t number = 0; number < cards_.kinds(); ++number) add_kind(number);
  } else if (auto number = cards_.kind_number(*kind)) {
    add_kind(*number);
  }
  return found;
}

std::vector<slot_key> card_index::terms_of(slot which) const {
  std::vector<slot_key> keys;
  auto title = folded(cards_.title(which));
  for (auto rest : from_each_word(title)) keys.push_back(term_key(rest));
  cards_.each_tag(which, [&](std::string_view tag) { keys.push_back(tag_key(folded(tag))); });
  put_in_order(keys);
  return keys;
}

bool card_index::put(const directory_card& card) {
  auto found = cards_.find(card.room);
  if (!found) {
    auto which = cards_.add(card);
    link(which, terms_of(which));
    return true;
  }
  if (cards_.holds(*found, card)) return false;
  if (is_planted(planted_bug::card_change_lost) && cards_.facts(*found).taken > card.taken) return true;
  auto before = cards_.facts(*found);
  if (before.listed != card.listed || !cards_.has_words_of(*found, card)) {
    unlink(*found, terms_of(*found));
    cards_.set(*found, card);
    link(*found, terms_of(*found));
    return true;
  }
  cards_.set(*found, card);
  relink_orders(*found, before);
  relink_point(*found, before);
  return true;
}

bool card_index::erase(const room_id& room) {
  auto found = cards_.find(room);
  if (!found) return false;
  unlink(*found, terms_of(*found));
  cards_.remove(*found);
  return true;
}

void card_index::link(slot which, std::vector<slot_key>&& terms) {
  const auto& card = cards_.facts(which);
  auto stratum = stratum_of(card);
  cards_.put_into(which, stratum);
  for (auto order : orders_kept) strata_[stratum][static_cast<std::size_t>(order)].insert(key_in(order, card), which);
  if (!card.listed) return;
  ++listed_;
  if (card.has_point) points_.insert(point_key(card), which);
  for (const auto& term : terms) terms_.insert(term, which);
}

void card_index::unlink(slot which, std::vector<slot_key>&& terms) {
  const auto& card = cards_.facts(which);
  for (auto order : orders_kept) {
    auto& in = strata_[card.stratum][static_cast<std::size_t>(order)];
    if (is_planted(planted_bug::gone_still_listed) && order == list_order::soonest) continue;
    in.erase(key_in(order, card), which);
  }
  if (!card.listed) return;
  --listed_;
  if (card.has_point) points_.erase(point_key(card), which);
  for (const auto& term : terms) terms_.erase(term, which);
}

void card_index::relink_orders(slot which, const card_facts& before) {
  const auto& card = cards_.facts(which);
  auto stratum = stratum_of(card);
  for (auto order : orders_kept) {
    auto was = key_in(order, before);
    auto is = key_in(order, card);
    if (stratum == before.stratum && was == is) continue;
    strata_[before.stratum][static_cast<std::size_t>(order)].erase(was, which);
    strata_[stratum][static_cast<std::size_t>(order)].insert(is, which);
  }
  cards_.put_into(which, stratum);
}

void card_index::relink_point(slot which, const card_facts& before) {
  const auto& card = cards_.facts(which);
  if (!card.listed || (before.has_point == card.has_point && before.point == card.point)) return;
  if (before.has_point) points_.erase(point_key(before), which);
  if (card.has_point) points_.insert(point_key(card), which);
}

room_id card_index::oldest() const {
  std::optional<room_id> found;
  for (const auto& stratum : strata_) {
    const auto& newest = stratum[static_cast<std::size_t>(list_order::newest)];
    if (newest.size() == 0) continue;
    room_id last{~newest.last_key().major, ~newest.last_key().minor};
    if (!found || last < *found) found = last;
  }
  return found.value_or(room_id{});
}

std::size_t card_index::bytes() const {
  auto total = cards_.bytes() + points_.bytes() + terms_.bytes();
  for (const auto& stratum : strata_)
    for (const auto& order : stratum) total += order.bytes();
  return total;
}

}  // namespace moim
