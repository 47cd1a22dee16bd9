#pragma once

#include "domain/directory/card_table.hpp"
#include "domain/directory/earth.hpp"
#include "domain/directory/ordered_slots.hpp"

namespace moim {

/// How hot a room is: twice as many members (the host counts, too) make it as hot as one created half a day later. It
/// does not change by itself, so that rooms lie in its order.
std::uint64_t heat_of(std::int64_t created_at_ms, std::uint32_t taken);

/// A card's place among those of an order, smallest first; not of the order by distance, which has no place by itself.
slot_key key_in(list_order order, const card_facts& card);

/// Cards found by what they are: in each order among those of the same kind and phase, with and without free seats (a
/// *stratum*); by their point; by the words of their titles, and by their tags. What pages need is read from here; how
/// is `search_page`'s job.
///
/// Nothing in it depends on hashes or addresses: the same changes make the same index.
class card_index {
 public:
  /// Takes a card, new or changed; false if nothing about it has changed.
  bool put(const directory_card& card);
  /// False if there was none.
  bool erase(const room_id& room);

  const card_table& cards() const { return cards_; }
  /// The listed or unlisted room that was created first; at least one card.
  room_id oldest() const;
  std::size_t bytes() const;

  /// The strata of a kind, or of all, in a phase: those of listed rooms that have cards.
  std::vector<std::uint32_t> strata(const std::optional<std::string>& kind, room_phase phase, bool free_only) const;
  const ordered_slots& in_order(std::uint32_t stratum, list_order order) const {
    return strata_[stratum][static_cast<std::size_t>(order)];
  }
  /// By `point_code`, then by the key's other half of the newest.
  const ordered_slots& by_point() const { return points_; }
  /// By `term_key`.
  const ordered_slots& by_term() const { return terms_; }
  /// How many cards there are in all strata.
  std::size_t listed() const { return listed_; }

 private:
  using orders = std::array<ordered_slots, enum_names(list_order{}).size()>;

  std::uint32_t stratum_of(const card_facts& card);
  void link(slot which, std::vector<slot_key>&& terms);
  void unlink(slot which, std::vector<slot_key>&& terms);
  void relink_orders(slot which, const card_facts& before);
  void relink_point(slot which, const card_facts& before);
  std::vector<slot_key> terms_of(slot which) const;

  card_table cards_;
  std::vector<orders> strata_;
  ordered_slots points_;
  ordered_slots terms_;
  std::size_t listed_ = 0;
};

/// Under what a title is found from one of its words on: the first 16 bytes of the folded rest, filled up with
/// `filling`.
slot_key term_key(std::string_view folded_rest, unsigned char filling = 0);
/// Under what a card is found by a tag.
slot_key tag_key(std::string_view folded_tag);

}  // namespace moim
