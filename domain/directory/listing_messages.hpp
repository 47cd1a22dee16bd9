#pragma once

#include "domain/declare/done.hpp"
#include "domain/directory/list_messages.hpp"

/// A list that is followed: what clients ask, and what they are pushed.
namespace moim {

/// A list that is followed, by all who follow the same one. Never used twice by one server.
using listing_number = std::uint64_t;

/// The most rooms of a list that is followed.
inline constexpr std::uint32_t max_rooms_followed = 50;

struct subscribe_listing : room_filter {
  static constexpr std::string_view name = "list.subscribe";
  static constexpr std::string_view about =
      "Follows the first page of a list: it is pushed whatever changes on it. Not in a batch.";
  static constexpr bool changes = false;
  static constexpr no_entity entity = no_entity::directory;
  static constexpr role who = role::person;
  using answer = struct listing_followed;
  using errors = error_list<errc::text_invalid, errc::too_many_subscriptions>;
  std::optional<std::uint32_t> limit;
  static constexpr auto fields() {
    return std::tuple_cat(room_filter::fields(),
                          std::tuple{field{"limit", &subscribe_listing::limit, "How many rooms; 20 if absent.",
                                           bounds{1, max_rooms_followed}}});
  }
};

struct listing_followed {
  static constexpr std::string_view name = "listing_followed";
  static constexpr std::string_view about =
      "The session follows a list. After a disconnect, follow it anew: this has the page as it is then.";
  listing_number listing = 0;
  std::uint64_t version = 0;
  bool warming = false;
  std::vector<room_card> rooms;
  static constexpr auto fields() {
    return std::tuple{
        field{"listing", &listing_followed::listing, "What its pushes name; lists that are the same have the same."},
        field{"version", &listing_followed::version, "How often it has changed by now."},
        field{"warming", &listing_followed::warming, "The server has just started and may not know all rooms yet."},
        field{"rooms", &listing_followed::rooms, "In the order that was asked for.", bounds{0, max_rooms_followed}}};
  }
  bool operator==(const listing_followed&) const = default;
};

struct unsubscribe_listing {
  static constexpr std::string_view name = "list.unsubscribe";
  static constexpr std::string_view about = "Stops following a list.";
  static constexpr bool changes = false;
  static constexpr no_entity entity = no_entity::session;
  static constexpr role who = role::person;
  using answer = done;
  using errors = error_list<errc::not_subscribed>;
  listing_number listing = 0;
  static constexpr auto fields() {
    return std::tuple{field{"listing", &unsubscribe_listing::listing, "As `list.subscribe` answered."}};
  }
};

struct placed_card {
  static constexpr std::string_view name = "placed_card";
  static constexpr std::string_view about = "A room that is new on a list, or has changed, and where it is now.";
  room_card card;
  std::optional<room_id> after;
  static constexpr auto fields() {
    return std::tuple{field{"card", &placed_card::card, "The room."},
                      field{"after", &placed_card::after, "The room right before it; absent if it is the first."}};
  }
  bool operator==(const placed_card&) const = default;
};

struct list_changed {
  static constexpr std::string_view name = "list.changed";
  static constexpr std::string_view about =
      "Pushed to those who follow a list, some times a second at most: take away what is in `removed`, then put each "
      "of "
      "`placed`, in order, behind its neighbour, from wherever it was.";
  listing_number listing = 0;
  std::uint64_t version = 0;
  std::vector<room_id> removed;
  std::vector<placed_card> placed;
  static constexpr auto fields() {
    return std::tuple{
        field{"listing", &list_changed::listing, "The list."},
        field{"version", &list_changed::version, "One more than the last push of this list said, or its answer."},
        field{"removed", &list_changed::removed, "Rooms that are not on it any more."},
        field{"placed", &list_changed::placed, "Rooms that are new on it, have changed, or have moved."}};
  }
  bool operator==(const list_changed&) const = default;
};

struct list_reset {
  static constexpr std::string_view name = "list.reset";
  static constexpr std::string_view about =
      "Pushed to those who follow a list instead of `list.changed` when much of it has changed: it is this now.";
  listing_number listing = 0;
  std::uint64_t version = 0;
  std::vector<room_card> rooms;
  static constexpr auto fields() {
    return std::tuple{
        field{"listing", &list_reset::listing, "The list."},
        field{"version", &list_reset::version, "One more than the last push of this list said, or its answer."},
        field{"rooms", &list_reset::rooms, "In order.", bounds{0, max_rooms_followed}}};
  }
  bool operator==(const list_reset&) const = default;
};

}  // namespace moim
