#pragma once

#include "domain/directory/list_messages.hpp"
#include "domain/memory/packed_lists.hpp"
#include "domain/memory/slot_lookup.hpp"

#include <unordered_map>

namespace moim {

/// What is looked at of a card to see whether somebody wants it: one line of the cache.
struct card_facts {
  static constexpr std::int64_t no_start = std::numeric_limits<std::int64_t>::max();
  static constexpr std::uint32_t in_no_stratum = ~std::uint32_t{0};

  room_id room;
  geo_point point;
  std::int64_t starts_at_ms = no_start;
  std::uint32_t seats = 0;
  std::uint32_t taken = 0;
  /// Where the index has it.
  std::uint32_t stratum = in_no_stratum;
  std::uint16_t kind = 0;
  room_phase phase{};
  bool has_place : 1 = false;
  bool has_point : 1 = false;
  bool listed : 1 = false;
  bool has_code : 1 = false;
  bool needs_approval : 1 = false;
  bool needs_code : 1 = false;

  std::uint32_t free_seats() const { return taken < seats ? seats - taken : 0; }
  bool operator==(const card_facts&) const = default;
};

/// Cards in memory, each in a slot of its own for as long as its room is known. A million of them, with titles, places
/// and tags of a usual length, take 170 MB.
class card_table {
 public:
  std::optional<slot> find(const room_id& room) const;
  /// The room with a code; of several that have it, the one that came last.
  std::optional<slot> with_code(std::string_view code) const;

  /// A slot for a room that has none.
  slot add(const directory_card& card);
  void set(slot which, const directory_card& card);
  void remove(slot which);

  /// Whether the slot holds just this card.
  bool holds(slot which, const directory_card& card) const;
  /// Whether the slot's card has the same title and tags.
  bool has_words_of(slot which, const directory_card& card) const;
  directory_card card(slot which) const;

  const card_facts& facts(slot which) const { return facts_[which]; }
  void put_into(slot which, std::uint32_t stratum) { facts_[which].stratum = stratum; }
  std::string_view title(slot which) const { return text<0>(which); }
  /// Calls `visit(std::string_view)` for each tag.
  template <class Visitor>
  void each_tag(slot which, Visitor&& visit) const {
    auto rest = text<2>(which);
    while (!rest.empty()) {
      auto end = rest.find('\n');
      visit(rest.substr(0, end));
      rest.remove_prefix(end + 1);
    }
  }

  /// Kinds by number, as they were met.
  std::optional<std::uint16_t> kind_number(const std::string& kind) const;
  std::size_t kinds() const { return kinds_.size(); }

  std::size_t size() const { return size_; }
  std::size_t bytes() const;

 private:
  /// Of a card: title, name of the place, tags with a line's end behind each, code.
  using packed = packed_lists<char, char, char, char>;
  struct texts {
    user_id host;
    packed all;
  };

  template <std::size_t I>
  std::string_view text(slot which) const {
    auto of = texts_[which].all.get<I>();
    return {of.data(), of.size()};
  }
  card_facts facts_of(const directory_card& card);
  std::uint16_t number_of(const std::string& kind);
  static packed pack(const directory_card& card);

  slab<card_facts> facts_;
  slab<texts> texts_;
  std::vector<slot> free_;
  slot_lookup by_room_;
  slot_lookup by_code_;
  std::vector<std::string> kinds_;
  std::unordered_map<std::string, std::uint16_t> kind_numbers_;
  std::size_t size_ = 0;
};

}  // namespace moim
