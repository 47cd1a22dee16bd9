#pragma once

#include "domain/declare/error_set.hpp"
#include "domain/declare/role.hpp"
#include "domain/declare/target.hpp"
#include "domain/matching/explain/explain.hpp"

/// An explanation as people read it: of blurred copies, in steps, never of fewer than five tickets, nobody named. Who
/// has blocked whom changes nothing in it.
namespace moim {

struct explain_request {
  static constexpr std::string_view name = "ticket.explain";
  static constexpr std::string_view about = "Tells in coarse steps why a ticket of the caller's still waits.";
  static constexpr bool changes = false;
  static constexpr entity_type entity = entity_type::pool;
  static constexpr role who = role::person;
  using answer = struct explanation_view;
  using errors = error_list<errc::ticket_not_found, errc::ticket_over, errc::still_inviting>;
  ticket_id ticket;
  static constexpr auto fields() { return std::tuple{field{"ticket", &explain_request::ticket, "The ticket."}}; }
};

struct rule_view {
  static constexpr std::string_view name = "rule_view";
  static constexpr std::string_view about = "How often a rule keeps the ticket apart from others.";
  std::string rule;
  std::uint32_t failing = 0;
  std::uint32_t failing_by_it_alone = 0;
  static constexpr auto fields() {
    return std::tuple{
        field{"rule", &rule_view::rule, "A criterion of the pool, or `size`."},
        field{"failing", &rule_view::failing, "About how many of the sample do not suit by this rule; in steps."},
        field{"failing_by_it_alone", &rule_view::failing_by_it_alone,
              "About how many of these suit by every other rule; in steps."}};
  }
  bool operator==(const rule_view&) const = default;
};

struct near_view {
  static constexpr std::string_view name = "near_view";
  static constexpr std::string_view about = "How near tickets are that would suit but for one rule.";
  std::string rule;
  std::string missing;
  static constexpr auto fields() {
    return std::tuple{
        field{"rule", &near_view::rule, "The rule."},
        field{"missing", &near_view::missing,
              "By how much five tickets miss at most: `up to 30 min short`, `up to 2 km too far`; in steps."}};
  }
  bool operator==(const near_view&) const = default;
};

struct step_view {
  static constexpr std::string_view name = "step_view";
  static constexpr std::string_view about = "What a coming step of relaxation would change, as the pool is now.";
  std::int64_t at_ms = 0;
  std::int32_t more_candidates = 0;
  bool group_forms = false;
  static constexpr auto fields() {
    return std::tuple{field{"at_ms", &step_view::at_ms, "When it comes (ms since 1970)."},
                      field{"more_candidates", &step_view::more_candidates,
                            "By how much the number of tickets that suit would grow; of numbers in steps."},
                      field{"group_forms", &step_view::group_forms,
                            "Whether at least five would suit, and a group would probably form."}};
  }
  bool operator==(const step_view&) const = default;
};

/// Which rule of whole groups keeps candidates from being one.
enum class joint_obstacle : std::uint8_t { none, people_do_not_add_up, candidates_do_not_suit_each_other };
constexpr std::array<std::string_view, 3> enum_names(joint_obstacle) {
  return {"none", "people_do_not_add_up", "candidates_do_not_suit_each_other"};
}

struct explanation_view {
  static constexpr std::string_view name = "explanation_view";
  static constexpr std::string_view about =
      "About what stands between a waiting ticket and a match. Numbers of tickets are rounded down to 5, 10, 20, 50, "
      "100, …; 0 is fewer than five. Others' places count to about a kilometre, their times to a quarter of an hour, "
      "their numbers to about what their own limit allows. Blocks count as if there were none.";
  std::uint32_t waiting = 0;
  std::uint32_t sample = 0;
  std::uint32_t candidates = 0;
  joint_obstacle obstacle{};
  std::uint32_t steps_done = 0;
  std::optional<std::int64_t> next_step_at_ms;
  std::vector<rule_view> rules;
  std::vector<near_view> nearest;
  std::vector<step_view> steps;
  static constexpr auto fields() {
    return std::tuple{
        field{"waiting", &explanation_view::waiting, "About how many other tickets wait; in steps."},
        field{"sample", &explanation_view::sample, "About how many of them, the oldest, were looked at; in steps."},
        field{"candidates", &explanation_view::candidates, "About how many of these suit it in a pair; in steps."},
        field{"obstacle", &explanation_view::obstacle,
              "If at least five suit it in a pair but probably no group does: why."},
        field{"steps_done", &explanation_view::steps_done, "How many steps it has relaxed by."},
        field{"next_step_at_ms", &explanation_view::next_step_at_ms, "When the next step comes (ms since 1970)."},
        field{"rules", &explanation_view::rules, "The rules that keep at least five others apart, the worst first."},
        field{"nearest", &explanation_view::nearest, "By which rules at least five others nearly suit.", bounds{0, 8}},
        field{"steps", &explanation_view::steps, "What the coming steps would change.", bounds{0, 8}}};
  }
  bool operator==(const explanation_view&) const = default;
};

/// A criterion's name, `size` or `not_with`.
std::string rule_name(const pool_kind& kind, std::size_t rule);
/// How much is missing by a rule with a measure, in words and steps: `up to 30 min short`, `up to 2 km too far`,
/// `up to 5 too far apart`.
std::string gap_text(criterion_type type, double missing);

/// What the people of a waiting ticket are told; nothing if it does not wait. The bounds are those of `explain`.
std::optional<explanation_view> explain_to_people(const pool& state, const ticket_id& id, time_ms now,
                                                  matcher_workspace& workspace);

}  // namespace moim
