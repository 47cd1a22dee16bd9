#pragma once

#include "domain/declare/fields.hpp"
#include "domain/declare/time.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace moim {

/// What a criterion of a pool means (the group's size and blocks are asked of every ticket besides).
enum class criterion_type : std::uint8_t {
  any_of,  ///< one value is in all lists
  equal,   ///< all given values are the same
  window,  ///< all windows share the largest least overlap
  spread,  ///< largest minus smallest value is within every limit that is given
  radius,  ///< one point of the Earth is within every radius
};
constexpr std::array<std::string_view, 5> enum_names(criterion_type) {
  return {"any_of", "equal", "window", "spread", "radius"};
}

/// One criterion that a pool's tickets may name.
struct criterion_rule {
  static constexpr std::string_view name = "criterion_rule";
  static constexpr std::string_view about = "A criterion that the tickets of a pool may name.";
  std::string key;
  criterion_type type{};
  bool empty_is_all = false;
  static constexpr auto fields() {
    return std::tuple{field{"key", &criterion_rule::key, "The criterion's name.", bounds{1, 32}},
                      field{"type", &criterion_rule::type, "What it means."},
                      field{"empty_is_all", &criterion_rule::empty_is_all,
                            "Whether an empty list accepts anything instead of being refused."}};
  }
  bool operator==(const criterion_rule&) const = default;
};

/// The most criteria of a pool.
inline constexpr std::size_t max_criteria = 8;
/// The most people of a group.
inline constexpr std::uint32_t max_group_people = 64;

/// The rules of one pool of tickets, with all its numbers.
struct pool_kind {
  static constexpr std::string_view name = "pool_kind";
  static constexpr std::string_view about = "The rules by which a pool's tickets are matched.";

  std::string key;
  std::uint32_t least_tickets = 2;
  std::optional<std::uint32_t> prefer;
  std::uint32_t patience_s = 0;
  std::uint32_t wave_ms = 0;
  std::uint32_t ttl_s = 1800;
  std::uint32_t notice_s = 0;
  std::uint32_t accept_within_s = 0;
  std::uint32_t absent_after_s = 0;
  std::uint32_t again_after_days = 0;
  std::vector<criterion_rule> criteria;
  std::uint32_t presence_every_s = 0;
  bool backfill = false;
  std::uint32_t min_people = 2;
  std::uint32_t max_people = max_group_people;
  std::uint32_t penalty_s = 0;
  std::uint32_t invite_s = 60;

  static constexpr auto fields() {
    return std::tuple{
        field{"key", &pool_kind::key, "The pool's name.", bounds{1, 64}},
        field{"least_tickets", &pool_kind::least_tickets, "The fewest tickets of a group.", bounds{2, 64}},
        field{"prefer", &pool_kind::prefer,
              "A group of fewer people forms only once its longest-waiting ticket has waited `patience_s`.",
              bounds{2, 64}},
        field{"patience_s", &pool_kind::patience_s, "See `prefer`.", bounds{0, 86'400}},
        field{"wave_ms", &pool_kind::wave_ms, "How long arrivals are gathered before they are matched; 0: not at all.",
              bounds{0, 600'000}},
        field{"ttl_s", &pool_kind::ttl_s, "After how long a ticket is over.", bounds{1, 2'592'000}},
        field{"notice_s", &pool_kind::notice_s, "A window's overlap counts only from so long after now on.",
              bounds{0, 604'800}},
        field{"accept_within_s", &pool_kind::accept_within_s,
              "All members have to accept within this time; 0: a group is a match at once.", bounds{0, 3'600}},
        field{"absent_after_s", &pool_kind::absent_after_s,
              "How long a ticket outlives the presence of its people; 0: for its whole time.", bounds{0, 86'400}},
        field{"again_after_days", &pool_kind::again_after_days,
              "People who were matched do not meet again within so many days; 0: they may.", bounds{0, 366}},
        field{"criteria", &pool_kind::criteria, "What tickets may ask for.", bounds{0, 8}},
        field{"presence_every_s", &pool_kind::presence_every_s,
              "How often it is looked whether a ticket's people are connected; 0: that is told otherwise.",
              bounds{0, 3'600}},
        field{"backfill", &pool_kind::backfill,
              "Whether a group that loses somebody while its room is open is filled up from the pool."},
        field{"min_people", &pool_kind::min_people, "The fewest people of a group: the fewest seats of its room.",
              bounds{1, 64}},
        field{"max_people", &pool_kind::max_people, "The most people of a group: the most seats of its room.",
              bounds{2, 64}},
        field{"penalty_s", &pool_kind::penalty_s,
              "Who declines a proposal, gives up a ticket that is in one, or says nothing, may not submit for so long.",
              bounds{0, 86'400}},
        field{"invite_s", &pool_kind::invite_s,
              "How long the people whom a ticket names beside its submitter have to join the party.",
              bounds{5, 3'600}}};
  }
  bool operator==(const pool_kind&) const = default;
};

/// The place of a criterion in `kind.criteria`; nothing if there is none of that name.
inline std::optional<std::uint8_t> criterion_named(const pool_kind& kind, std::string_view key) {
  for (std::size_t i = 0; i < kind.criteria.size(); ++i)
    if (kind.criteria[i].key == key) return static_cast<std::uint8_t>(i);
  return std::nullopt;
}

}  // namespace moim
