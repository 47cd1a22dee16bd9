#include "domain/directory/page_search.hpp"

#include <algorithm>

namespace moim {
namespace {

/// Gathers what the source has, puts it in order, and takes the first. Nothing: the source has too many.
std::optional<found_page> gather(const card_source& source, const card_filter& filter,
                                 const std::optional<list_place>& after, std::size_t limit) {
  first_places first{after, limit};
  std::size_t looked = 0;
  source.each([&](slot which) {
    if (++looked > 2 * max_gathered) return false;
    if (filter.suits(which)) first.show(filter.place(which), which);
    return true;
  });
  if (looked > 2 * max_gathered) return std::nullopt;
  found_page page;
  first.move_to(page);
  return page;
}

}  // namespace

void first_places::show(const list_place& at, slot which) {
  if (after_ && at <= *after_) return;
  entry shown{at, which};
  bool full = kept_.size() > limit_;
  if (full && !(shown < kept_.front())) return;
  if (std::find(kept_.begin(), kept_.end(), shown) != kept_.end()) return;
  if (full) {
    std::pop_heap(kept_.begin(), kept_.end());
    kept_.pop_back();
  }
  kept_.push_back(shown);
  std::push_heap(kept_.begin(), kept_.end());
}

void first_places::move_to(found_page& page) {
  std::sort_heap(kept_.begin(), kept_.end());
  bool more = kept_.size() > limit_;
  if (more) kept_.pop_back();
  for (const auto& [at, which] : kept_) page.cards.push_back(which);
  if (more && !kept_.empty()) page.next = kept_.back().first;
}

found_page search_page(const card_index& index, const card_query& query, const std::optional<list_place>& after,
                       std::size_t limit) {
  card_filter filter{index, query};
  double in_question = 0;
  for (auto stratum : filter.strata())
    in_question += static_cast<double>(index.in_order(stratum, list_order::newest).size());
  if (in_question == 0) return {};
  auto listed = static_cast<double>(index.listed());
  // As if what is asked for had nothing to do with each other.
  auto suiting = in_question;
  const card_source* fewest = nullptr;
  auto sources = sources_of(index, query, filter);
  for (const auto& each : sources) {
    suiting *= std::min(1.0, static_cast<double>(each->count()) / listed);
    if (!fewest || each->count() < fewest->count()) fewest = each.get();
  }
  auto to_walk = static_cast<double>(limit) * in_question / std::max(suiting, 1e-9);
  bool is_few = fewest && fewest->count() <= max_gathered && static_cast<double>(fewest->count()) < to_walk;
  if (is_few)
    if (auto page = gather(*fewest, filter, after, limit)) return std::move(*page);
  if (query.order == list_order::nearest) return walk_outwards(index, query, filter, after, limit, suiting);
  return walk_in_order(index, query, filter, after, limit);
}

}  // namespace moim
