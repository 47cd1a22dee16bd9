#include "domain/directory/page_search.hpp"
#include "domain/planted.hpp"

#include <algorithm>
#include <cmath>
#include <queue>

namespace moim {
namespace {

/// The strata of a query as one list in its order.
class merged_strata {
 public:
  merged_strata(const card_index& index, const card_query& query, const card_filter& filter,
                const std::optional<list_place>& after)
      : last_{last_key(query)} {
    auto first = first_key(query);
    for (auto stratum : filter.strata()) {
      const auto& in = index.in_order(stratum, query.order);
      bool goes_on = after && after->key >= first;
      add(in, goes_on ? in.upper_bound(after->key) : in.lower_bound(first));
    }
  }

  bool at_end() const { return streams_.empty(); }
  const slot_key& key() const { return streams_.top().key; }
  slot take() {
    auto stream = streams_.top();
    streams_.pop();
    add(*stream.in, stream.in->next(stream.at));
    return stream.in->at(stream.at);
  }

 private:
  struct stream {
    slot_key key;
    const ordered_slots* in;
    ordered_slots::position at;
    bool operator<(const stream& other) const { return key > other.key; }
  };

  /// What an order begins and ends with follows from what is asked for.
  static slot_key first_key(const card_query& query) {
    if (query.order == list_order::soonest) return {static_cast<std::uint64_t>(query.starts_from_ms.value_or(0)), 0};
    if (query.order == list_order::fullest) return {query.free_seats, 0};
    return {};
  }
  static slot_key last_key(const card_query& query) {
    auto all = ~std::uint64_t{0};
    if (query.order != list_order::soonest || !query.asks_for_start()) return {all, all};
    return {static_cast<std::uint64_t>(query.starts_to_ms.value_or(card_facts::no_start - 1)), all};
  }
  void add(const ordered_slots& in, ordered_slots::position at) {
    if (at == in.end() || in.key(at) > last_) return;
    streams_.push({in.key(at), &in, at});
  }

  slot_key last_;
  std::priority_queue<stream> streams_;
};

/// Looks at most at `max_gathered` cards that are whole metres `from` … `to` away, for the first of them.
struct ring_look {
  found_page found;
  bool whole = true;
  std::size_t looked = 0;
  /// The last one looked at, if that was not all.
  list_place stopped_at;
};

ring_look look_at_ring(const card_index& index, const card_query& query, const card_filter& filter,
                       const std::optional<list_place>& after, std::size_t limit, std::uint32_t from,
                       std::uint32_t to) {
  ring_look look;
  ring_cover ring{query.near->centre(), double(from), std::min(double(to) + 1, query.near->radius_m)};
  first_places first{after, limit};
  // Within one metre, cards come in the order of the list.
  auto begin = from == to && after && after->metres == from ? after->key : slot_key{};
  each_in_ring(index.by_point(), ring, begin, [&](const slot_key& key, slot which) {
    if (++look.looked > max_gathered) return look.whole = false;
    look.stopped_at = {from, key};
    if (!filter.suits(which)) return true;
    auto at = filter.place(which);
    if (at.metres >= from && at.metres <= to) first.show(at, which);
    return true;
  });
  first.move_to(look.found);
  return look;
}

/// By how much a ring around `within_m` has to be wider than nothing to have `part` of a disc's area.
std::uint32_t width_for(double part, double within_m, double radius_m) {
  auto width = std::sqrt(within_m * within_m + part * radius_m * radius_m) - within_m;
  return static_cast<std::uint32_t>(std::clamp(width, 1.0, radius_m + 1));
}

}  // namespace

found_page walk_in_order(const card_index& index, const card_query& query, const card_filter& filter,
                         const std::optional<list_place>& after, std::size_t limit) {
  merged_strata rest{index, query, filter, after};
  found_page page;
  for (std::size_t looked = 0; !rest.at_end() && page.cards.size() < limit && looked < max_looked_at; ++looked) {
    page.next = list_place{0, rest.key()};
    auto which = rest.take();
    if (filter.suits(which)) page.cards.push_back(which);
  }
  if (rest.at_end()) page.next.reset();
  if (page.next && is_planted(planted_bug::cursor_skips)) page.next->key = rest.key();
  return page;
}

found_page walk_outwards(const card_index& index, const card_query& query, const card_filter& filter,
                         const std::optional<list_place>& after, std::size_t limit, double usual) {
  auto last = static_cast<std::uint32_t>(query.near->radius_m);
  auto from = after ? after->metres : 0;
  auto part = std::min(1.0, 2 * static_cast<double>(limit + 1) / std::max(usual, 1.0));
  auto width = width_for(part, from, query.near->radius_m);
  found_page page;
  for (std::size_t looked = 0; from <= last;) {
    auto to = std::min(last, from + width - 1);
    auto look = look_at_ring(index, query, filter, after, limit - page.cards.size(), from, to);
    looked += look.looked;
    // Too many: a narrower one is tried, at last a metre, of which a part will do.
    if (!look.whole && from < to) {
      width = std::max(1U, width / 16);
      continue;
    }
    const auto& found = look.found.cards;
    page.cards.insert(page.cards.end(), found.begin(), found.end());
    page.next = look.found.next;
    if (page.next) return page;
    page.next = look.whole ? list_place{to + 1, {}} : look.stopped_at;
    bool is_enough = !look.whole || page.cards.size() == limit || looked >= max_looked_at;
    if (is_enough && to < last) return page;
    if (!look.whole) return page;
    from = to + 1;
    width = std::min(2 * width, last + 1);
  }
  page.next.reset();
  return page;
}

}  // namespace moim
