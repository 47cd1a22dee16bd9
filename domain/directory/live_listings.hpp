#pragma once

#include "domain/directory/card_index.hpp"
#include "domain/directory/card_query.hpp"
#include "domain/directory/listing_messages.hpp"

#include <map>
#include <set>
#include <variant>

namespace moim {

/// What the followers of a list are pushed.
using listing_push = std::variant<list_changed, list_reset>;

/// The most rooms that one `list.changed` names; if more have changed, the page comes anew.
inline constexpr std::size_t max_rooms_in_change = 25;

/// What leads from one page to another. With version 0, and for the listing 0: the caller knows them.
listing_push change_between(const std::vector<room_card>& before, const std::vector<room_card>& after);
/// What a client makes of a push: its page, changed.
void take_push(std::vector<room_card>& page, const listing_push& push);

/// Lists that are followed: each the first page of a query, as its followers know it. Those who ask for the same share
/// one, so that what it costs does not grow with them.
class live_listings {
 public:
  /// The list of a query: begun now, with its page from the index, or as it was pushed last. Nothing: there are
  /// `max_listings` already.
  std::optional<listing_followed> find_or_begin(const card_index& index, const card_query& query, std::uint32_t limit,
                                                std::size_t max_listings);
  void end(listing_number listing);

  /// A card has changed, or gone. Costs next to nothing until `look_again`.
  void changed(const room_id& room) {
    if (!listings_.empty()) changed_.insert(room);
  }
  bool has_changes() const { return !changed_.empty() || is_looking(); }
  /// Some of the lists that may have changed have not been looked at yet.
  bool is_looking() const { return !in_doubt_.empty(); }
  /// Looks at some lists that what has changed can have changed, `most` at a time, and calls `push(listing_push)` for
  /// those that are another page now. To be called until there are no changes left.
  template <class Push>
  void look_again(const card_index& index, std::size_t most, Push&& push) {
    for (auto number : take_in_doubt(index, most))
      if (auto told = refresh(index, number)) push(std::move(*told));
  }
  std::size_t size() const { return listings_.size(); }

 private:
  struct listing {
    card_query query;
    std::uint32_t limit = 0;
    std::uint64_t version = 0;
    std::vector<room_card> page;
    std::optional<list_place> last;  // on a page that is full
  };

  static std::uint64_t digest_of(const card_query& query, std::uint32_t limit);
  static std::vector<room_card> read_page(const card_index& index, listing& of);
  bool may_have_changed(const card_index& index, const listing& of) const;
  std::vector<listing_number> take_in_doubt(const card_index& index, std::size_t most);
  std::optional<listing_push> refresh(const card_index& index, listing_number number);

  std::map<listing_number, listing> listings_;
  std::multimap<std::uint64_t, listing_number> by_digest_;
  listing_number last_number_ = 0;
  std::set<room_id> changed_;
  std::vector<listing_number> in_doubt_;
};

}  // namespace moim
