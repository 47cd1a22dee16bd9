#include "domain/directory/live_listings.hpp"

#include "domain/declare/digest.hpp"
#include "domain/directory/page_search.hpp"

#include <algorithm>

namespace moim {
namespace {

auto find_room_in(const std::vector<room_card>& page, const room_id& room) {
  return std::find_if(page.begin(), page.end(), [&](const room_card& each) { return each.room == room; });
}

}  // namespace

std::uint64_t live_listings::digest_of(const card_query& query, std::uint32_t limit) {
  return digest{}.add(query).add(limit).value();
}

std::optional<listing_followed> live_listings::find_or_begin(const card_index& index, const card_query& query,
                                                             std::uint32_t limit, std::size_t max_listings) {
  auto digest = digest_of(query, limit);
  auto [first, last] = by_digest_.equal_range(digest);
  auto found = std::find_if(first, last, [&](const auto& each) {
    const auto& same = listings_.at(each.second);
    return same.query == query && same.limit == limit;
  });
  auto number = found != last ? found->second : last_number_ + 1;
  if (found == last) {
    if (listings_.size() >= max_listings) return std::nullopt;
    last_number_ = number;
    auto& begun = listings_[number];
    begun.query = query;
    begun.limit = limit;
    begun.page = read_page(index, begun);
    by_digest_.emplace(digest, number);
  }
  const auto& listing = listings_.at(number);
  return listing_followed{number, listing.version, false, listing.page};
}

void live_listings::end(listing_number number) {
  auto found = listings_.find(number);
  if (found == listings_.end()) return;
  auto [first, last] = by_digest_.equal_range(digest_of(found->second.query, found->second.limit));
  by_digest_.erase(std::find_if(first, last, [&](const auto& each) { return each.second == number; }));
  listings_.erase(found);
  std::erase(in_doubt_, number);
  if (listings_.empty()) changed_.clear();
}

std::vector<room_card> live_listings::read_page(const card_index& index, listing& of) {
  auto found = search_page(index, of.query, std::nullopt, of.limit);
  std::vector<room_card> page;
  for (auto which : found.cards) page.push_back(index.cards().card(which));
  of.last.reset();
  if (page.size() == of.limit) of.last = card_filter{index, of.query}.place(found.cards.back());
  return page;
}

/// What is not on a page and would come after it cannot change it.
bool live_listings::may_have_changed(const card_index& index, const listing& of) const {
  card_filter filter{index, of.query};
  return std::any_of(changed_.begin(), changed_.end(), [&](const room_id& room) {
    if (find_room_in(of.page, room) != of.page.end()) return true;
    auto which = index.cards().find(room);
    return which && filter.suits(*which) && (!of.last || filter.place(*which) < *of.last);
  });
}

std::vector<listing_number> live_listings::take_in_doubt(const card_index& index, std::size_t most) {
  if (in_doubt_.empty() && !changed_.empty()) {
    for (const auto& [number, listing] : listings_)
      if (may_have_changed(index, listing)) in_doubt_.push_back(number);
    changed_.clear();
  }
  auto count = static_cast<std::ptrdiff_t>(std::min(most, in_doubt_.size()));
  std::vector<listing_number> taken{in_doubt_.begin(), in_doubt_.begin() + count};
  in_doubt_.erase(in_doubt_.begin(), in_doubt_.begin() + count);
  return taken;
}

std::optional<listing_push> live_listings::refresh(const card_index& index, listing_number number) {
  auto& listing = listings_.at(number);
  auto page = read_page(index, listing);
  if (page == listing.page) return std::nullopt;
  auto told = change_between(listing.page, page);
  listing.page = std::move(page);
  ++listing.version;
  std::visit([&](auto& each) { each.listing = number, each.version = listing.version; }, told);
  return told;
}

}  // namespace moim
