#pragma once

#include "domain/directory/card_filter.hpp"

#include <functional>
#include <memory>

/// A page of a list: the cheapest of three ways to it. All of them are bounded by how much they look at, never by time,
/// and give the same cards: `tests/domain/directory/` holds them to a scan over everything.
namespace moim {

/// The most cards and places that are looked at for a page, about a millisecond's work.
inline constexpr std::size_t max_looked_at = 8'192;
/// Of these, the most that are gathered before they are put in order.
inline constexpr std::size_t max_gathered = 4'096;

struct found_page {
  std::vector<slot> cards;
  /// Where the next page goes on; nothing: there is none.
  std::optional<list_place> next;
};

found_page search_page(const card_index& index, const card_query& query, const std::optional<list_place>& after,
                       std::size_t limit);

/// The first `limit` of what is shown to it, wherever that comes from and in whatever order.
class first_places {
 public:
  first_places(const std::optional<list_place>& after, std::size_t limit) : after_{after}, limit_{limit} {}
  /// Takes a card that suits. One may be shown twice.
  void show(const list_place& at, slot which);
  /// Adds them to a page in order, and where the page ends if there are more.
  void move_to(found_page& page);

 private:
  using entry = std::pair<list_place, slot>;
  std::optional<list_place> after_;
  std::size_t limit_;
  std::vector<entry> kept_;  // a heap, the last in order first; one more than the limit
};

/// Walks through the strata in the order of the query, and takes what suits.
found_page walk_in_order(const card_index& index, const card_query& query, const card_filter& filter,
                         const std::optional<list_place>& after, std::size_t limit);

/// Goes outwards from the query's point, ring by ring. \param usual about how many cards suit within its radius
found_page walk_outwards(const card_index& index, const card_query& query, const card_filter& filter,
                         const std::optional<list_place>& after, std::size_t limit, double usual);

/// Something that all cards in question have in common, of which there are few perhaps: a tag, the beginning of a
/// title's word, a time, a neighbourhood.
class card_source {
 public:
  virtual ~card_source() = default;
  /// About how many cards it has.
  virtual std::size_t count() const = 0;
  /// Calls `visit` for each of them, some twice, and others beside; until that says false.
  virtual void each(const std::function<bool(slot)>& visit) const = 0;
};

/// All that a query offers.
std::vector<std::unique_ptr<card_source>> sources_of(const card_index& index, const card_query& query,
                                                     const card_filter& filter);

/// Calls `visit(key, slot)` for each card in a ring, rows from the south and each row eastwards, from `from` on; until
/// that says false. Cards beside the ring may be among them.
template <class Visitor>
void each_in_ring(const ordered_slots& points, const ring_cover& ring, const slot_key& from, Visitor&& visit) {
  auto first = std::max(ring.first_row(), row_of(from.major));
  for (auto row = first; row <= ring.last_row();) {
    auto part = ring.in_row(row++);
    if (part.count == 0) continue;
    auto at = points.end();
    for (std::size_t i = 0; i < part.count; ++i) {
      at = points.lower_bound(std::max(from, slot_key{part.ranges[i].first, 0}));
      for (; at != points.end() && points.key(at).major <= part.ranges[i].last; at = points.next(at))
        if (!visit(points.key(at), points.at(at))) return;
    }
    if (at == points.end()) return;
    row = std::max(row, row_of(points.key(at).major));
  }
}

}  // namespace moim
