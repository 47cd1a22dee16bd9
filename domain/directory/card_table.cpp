#include "domain/directory/card_table.hpp"

namespace moim {
namespace {

std::uint64_t hash_of(const room_id& room) { return hash_for_tables(room.high, room.low, 16); }

std::string joined_tags(const std::vector<std::string>& tags) {
  std::string all;
  for (const auto& tag : tags) all.append(tag) += '\n';
  return all;
}

}  // namespace

std::optional<slot> card_table::find(const room_id& room) const {
  return by_room_.find(hash_of(room), [&](slot each) { return facts_[each].room == room; });
}

std::optional<slot> card_table::with_code(std::string_view code) const {
  std::optional<slot> newest;
  by_code_.find(hash_for_tables(code), [&](slot each) {
    if (text<3>(each) == code && (!newest || facts_[*newest].room < facts_[each].room)) newest = each;
    return false;
  });
  return newest;
}

slot card_table::add(const directory_card& card) {
  slot which{};
  if (free_.empty()) {
    which = static_cast<slot>(facts_.size());
    facts_.push();
    texts_.push();
  } else {
    which = free_.back();
    free_.pop_back();
  }
  facts_[which] = {};
  by_room_.insert(hash_of(card.room), which);
  ++size_;
  set(which, card);
  return which;
}

void card_table::set(slot which, const directory_card& card) {
  auto stratum = facts_[which].stratum;
  if (facts_[which].has_code) by_code_.erase(hash_for_tables(text<3>(which)), which);
  facts_[which] = facts_of(card);
  facts_[which].stratum = stratum;
  texts_[which] = {card.host.value_or(user_id{}), pack(card)};
  if (card.code) by_code_.insert(hash_for_tables(*card.code), which);
}

void card_table::remove(slot which) {
  if (facts_[which].has_code) by_code_.erase(hash_for_tables(text<3>(which)), which);
  by_room_.erase(hash_of(facts_[which].room), which);
  facts_[which] = {};
  texts_[which] = {};
  free_.push_back(which);
  --size_;
}

bool card_table::holds(slot which, const directory_card& card) const {
  // The counts change most often.
  const auto& facts = facts_[which];
  return facts.taken == card.taken && facts.seats == card.seats && this->card(which) == card;
}

bool card_table::has_words_of(slot which, const directory_card& card) const {
  auto tag = card.tags.begin();
  bool same = title(which) == card.title;
  each_tag(which, [&](std::string_view each) { same = same && tag != card.tags.end() && each == *tag++; });
  return same && tag == card.tags.end();
}

directory_card card_table::card(slot which) const {
  const auto& facts = facts_[which];
  directory_card made;
  made.room = facts.room;
  made.kind = kinds_[facts.kind];
  made.title = text<0>(which);
  if (texts_[which].host) made.host = texts_[which].host;
  made.seats = facts.seats;
  made.taken = facts.taken;
  made.phase = facts.phase;
  made.created_at_ms = created_at_ms(facts.room);
  if (facts.starts_at_ms != card_facts::no_start) made.starts_at_ms = facts.starts_at_ms;
  if (facts.has_place) made.place.emplace().called = text<1>(which);
  if (facts.has_point) made.place->point = facts.point;
  each_tag(which, [&](std::string_view tag) { made.tags.emplace_back(tag); });
  made.needs_approval = facts.needs_approval;
  made.needs_code = facts.needs_code;
  made.listed = facts.listed;
  if (facts.has_code) made.code = text<3>(which);
  return made;
}

card_facts card_table::facts_of(const directory_card& card) {
  card_facts made;
  made.room = card.room;
  made.has_place = card.place.has_value();
  made.has_point = card.place && card.place->point;
  if (made.has_point) made.point = *card.place->point;
  made.starts_at_ms = card.starts_at_ms.value_or(card_facts::no_start);
  made.seats = card.seats;
  made.taken = card.taken;
  made.kind = number_of(card.kind);
  made.phase = card.phase;
  made.listed = card.listed;
  made.has_code = card.code.has_value();
  made.needs_approval = card.needs_approval;
  made.needs_code = card.needs_code;
  return made;
}

card_table::packed card_table::pack(const directory_card& card) {
  auto place = card.place ? std::string_view{card.place->called} : std::string_view{};
  auto code = card.code ? std::string_view{*card.code} : std::string_view{};
  auto tags = joined_tags(card.tags);
  packed all{{card.title.size(), place.size(), tags.size(), code.size()}};
  std::copy(card.title.begin(), card.title.end(), all.edit<0>().begin());
  std::copy(place.begin(), place.end(), all.edit<1>().begin());
  std::copy(tags.begin(), tags.end(), all.edit<2>().begin());
  std::copy(code.begin(), code.end(), all.edit<3>().begin());
  return all;
}

std::uint16_t card_table::number_of(const std::string& kind) {
  auto [found, is_new] = kind_numbers_.try_emplace(kind, static_cast<std::uint16_t>(kinds_.size()));
  if (is_new) kinds_.push_back(kind);
  return found->second;
}

std::optional<std::uint16_t> card_table::kind_number(const std::string& kind) const {
  auto found = kind_numbers_.find(kind);
  return found == kind_numbers_.end() ? std::nullopt : std::optional{found->second};
}

std::size_t card_table::bytes() const {
  std::size_t total = facts_.bytes() + texts_.bytes() + vector_bytes(free_) + by_room_.bytes() + by_code_.bytes();
  for (std::size_t i = 0; i < texts_.size(); ++i) total += texts_[i].all.bytes_on_heap();
  return total;
}

}  // namespace moim
