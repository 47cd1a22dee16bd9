#pragma once

#include "domain/declare/errors.hpp"
#include "domain/declare/fields.hpp"
#include "domain/declare/ids.hpp"
#include "domain/declare/time.hpp"
#include "domain/matching/tickets/pool_kind.hpp"

#include <vector>

/// A ticket as it is submitted and stored: one or more people who want to be put into a group.
namespace moim {

/// `[from, to)`, of which a group has to share at least `least_ms`.
struct time_window {
  time_ms from_ms = 0;
  time_ms to_ms = 0;
  time_ms least_ms = 0;
  static constexpr auto fields() {
    return std::tuple{field{"from_ms", &time_window::from_ms, "When it begins."},
                      field{"to_ms", &time_window::to_ms, "When it is over."},
                      field{"least_ms", &time_window::least_ms, "The least overlap.", bounds{0}}};
  }
  bool operator==(const time_window&) const = default;
};

/// What a ticket asks by an `any_of` or (with one value) an `equal`.
struct set_wish {
  std::uint8_t criterion = 0;
  std::vector<std::string> values;
  static constexpr auto fields() {
    return std::tuple{field{"criterion", &set_wish::criterion, "Its place among the pool's criteria.", bounds{0, 7}},
                      field{"values", &set_wish::values, "What suits, the best first.", bounds{1, 64}}};
  }
  bool operator==(const set_wish&) const = default;
};

struct window_wish {
  std::uint8_t criterion = 0;
  std::vector<time_window> windows;
  static constexpr auto fields() {
    return std::tuple{field{"criterion", &window_wish::criterion, "Its place among the pool's criteria.", bounds{0, 7}},
                      field{"windows", &window_wish::windows, "Any of these.", bounds{1, 8}}};
  }
  bool operator==(const window_wish&) const = default;
};

/// Values and limit are in thousandths, so that decimal numbers add up exactly. Without a limit any difference suits
/// this ticket; its values count against the others' limits all the same.
struct spread_wish {
  std::uint8_t criterion = 0;
  std::vector<std::int64_t> values;
  std::optional<std::int64_t> limit;
  static constexpr auto fields() {
    return std::tuple{
        field{"criterion", &spread_wish::criterion, "Its place among the pool's criteria.", bounds{0, 7}},
        field{"values", &spread_wish::values, "The people's values in thousandths.", bounds{1, 64}},
        field{"limit", &spread_wish::limit, "The largest difference in thousandths; none: any.", bounds{0}}};
  }
  bool operator==(const spread_wish&) const = default;
};

struct radius_wish {
  std::uint8_t criterion = 0;
  double lat = 0;
  double lon = 0;
  double radius_m = 0;
  static constexpr auto fields() {
    return std::tuple{field{"criterion", &radius_wish::criterion, "Its place among the pool's criteria.", bounds{0, 7}},
                      field{"lat", &radius_wish::lat, "Degrees north."},
                      field{"lon", &radius_wish::lon, "Degrees east."},
                      field{"radius_m", &radius_wish::radius_m, "How far the meeting point may be."}};
  }
  bool operator==(const radius_wish&) const = default;
};

/// All that a ticket asks by the pool's criteria. A criterion that is absent accepts anything.
struct ticket_wishes {
  std::vector<set_wish> sets;
  std::vector<window_wish> windows;
  std::vector<spread_wish> spreads;
  std::vector<radius_wish> radii;
  static constexpr auto fields() {
    return std::tuple{field{"sets", &ticket_wishes::sets, "Lists and equal values.", bounds{0, 8}},
                      field{"windows", &ticket_wishes::windows, "Time windows.", bounds{0, 8}},
                      field{"spreads", &ticket_wishes::spreads, "Spreads.", bounds{0, 8}},
                      field{"radii", &ticket_wishes::radii, "Places on the Earth.", bounds{0, 8}}};
  }
  bool operator==(const ticket_wishes&) const = default;
};

/// Somebody who is not to be met; at `until` it is over.
struct block {
  user_id user;
  time_ms until = 0;
  static constexpr auto fields() {
    return std::tuple{field{"user", &block::user, "Who."}, field{"until", &block::until, "When it is over."}};
  }
  auto operator<=>(const block&) const = default;
};

/// The accepted numbers of people: bit n - 1 stands for n people, 1 … 64.
using size_set = std::uint64_t;
constexpr size_set size_of(std::uint32_t people) {
  return people >= 1 && people <= 64 ? size_set{1} << (people - 1) : 0;
}
/// All sizes from `min` to `max`, both inclusive, 1 … 64.
size_set sizes_between(std::uint32_t min, std::uint32_t max);

/// What changes once a ticket has waited for `after_s`: the named criteria are replaced, and the sizes unless 0.
struct relax_step {
  std::uint32_t after_s = 0;
  size_set sizes = 0;
  ticket_wishes wishes;
  static constexpr auto fields() {
    return std::tuple{field{"after_s", &relax_step::after_s, "After how long a wait.", bounds{1, 2'592'000}},
                      field{"sizes", &relax_step::sizes, "The new sizes; 0: as before."},
                      field{"wishes", &relax_step::wishes, "The criteria that are replaced."}};
  }
  bool operator==(const relax_step&) const = default;
};

struct ticket {
  ticket_id id;
  std::vector<user_id> users;
  size_set sizes = 0;
  ticket_wishes wishes;
  std::vector<block> not_with;
  std::vector<relax_step> relax;
  time_ms submitted_at = 0;
  time_ms expires_at = 0;
  std::optional<room_id> for_room{};
  static constexpr auto fields() {
    return std::tuple{field{"id", &ticket::id, "The ticket."},
                      field{"users", &ticket::users, "One person, or a party that stays together.", bounds{1, 64}},
                      field{"sizes", &ticket::sizes, "Accepted numbers of people: bit n - 1 stands for n."},
                      field{"wishes", &ticket::wishes, "What is asked for."},
                      field{"not_with", &ticket::not_with, "Whom not to meet.", bounds{0, 64}},
                      field{"relax", &ticket::relax, "What is asked for later.", bounds{0, 8}},
                      field{"submitted_at", &ticket::submitted_at, "When it was submitted: its age counts from here."},
                      field{"expires_at", &ticket::expires_at, "At this time it is over."},
                      field{"seeks_for", &ticket::for_room,
                            "The room that looks for more people by it; its own people do not wait."}};
  }
  bool operator==(const ticket&) const = default;
};

inline constexpr std::size_t max_values = 64;
inline constexpr std::size_t max_windows = 8;
inline constexpr std::size_t max_blocks = 64;
inline constexpr std::size_t max_relax_steps = 8;

/// Brings a ticket into its stored form: values without doubles, empty lists taken out where the kind reads them as
/// *all*, blocks sorted, steps in order. Refuses what is outside the bounds of the format: `empty_list`,
/// `criterion_invalid`, `too_many_values`, `too_many_windows`, `too_many_blocks`, `size_out_of_range`, `party_invalid`,
/// `party_fills_group`.
result<ticket> checked_ticket(const pool_kind& kind, ticket from);

/// `wishes` with the criteria that `step` names replaced.
void relax_wishes(ticket_wishes& wishes, const ticket_wishes& step);

}  // namespace moim
