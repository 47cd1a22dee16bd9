#pragma once

#include "domain/declare/fields.hpp"
#include "domain/room/facets.hpp"
#include "domain/room/parts.hpp"

#include <array>

namespace moim {

/// Whether rooms are in the directory's list, or found by whoever knows them, or their code, alone.
enum class listing_rule : std::uint8_t { listed, unlisted };
constexpr std::array<std::string_view, 2> enum_names(listing_rule) { return {"listed", "unlisted"}; }

/// The facets that a kind's file has tables for, and what these hold.
using facet_rules = rules_of_kind<filtered<has_rules, room_facets>>;

/// A kind of gathering with all its numbers: what its TOML file says. A room carries its kind as it was when it was
/// created, so that an edited file never changes the past (rule 10).
struct kind {
  static constexpr std::string_view name = "kind";
  static constexpr std::string_view about = "The rules that a room was created with.";

  std::string key;
  std::uint32_t min_seats = 2;
  std::uint32_t max_seats = 20;
  bool host_takes_seat = true;
  roster who_sees_members = roster::everyone;
  std::uint32_t open_for_s = 0;
  bool in_members_lists = true;
  std::optional<facet_rules> facets{};
  std::uint32_t max_open_rooms = 16;
  listing_rule listing = listing_rule::listed;

  /// What the kind's table of a facet holds; null without one.
  template <class Facet>
  const typename Facet::rules* rules() const {
    if (!facets) return nullptr;
    const auto& part = facets->template part<Facet>();
    return part ? &*part : nullptr;
  }

  static constexpr auto fields() {
    return std::tuple{
        field{"key", &kind::key, "The kind's name: lower-case letters, digits and dashes.", bounds{1, 32}},
        field{"min_seats", &kind::min_seats, "The fewest seats a room may be created with.", bounds{1, 100'000}},
        field{"max_seats", &kind::max_seats, "The most seats a room may be created with.", bounds{1, 100'000}},
        field{"host_takes_seat", &kind::host_takes_seat, "Whether the host sits in the room from the start."},
        field{"who_sees_members", &kind::who_sees_members, "Who may see who the members and the host are."},
        field{"open_for_s", &kind::open_for_s,
              "Seconds after which a room that is still open closes by itself; 0: never.", bounds{0, 31'536'000}},
        field{
            "in_members_lists", &kind::in_members_lists,
            "Whether its rooms show in their members' own lists (`user.rooms`). A great hall may do without: a join is "
            "then one commit, not two."},
        field{"facets", &kind::facets, "What its file has tables for."},
        field{"max_open_rooms", &kind::max_open_rooms,
              "The most rooms of this kind that one person may have open at once.", bounds{1, 10'000}},
        field{"listing", &kind::listing,
              "Whether its rooms are in the list (`room.list`); those of an unlisted kind are found by their code "
              "alone."},
    };
  }
  bool operator==(const kind&) const = default;
};

}  // namespace moim
