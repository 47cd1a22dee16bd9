#pragma once

#include "domain/declare/error_set.hpp"
#include "domain/declare/role.hpp"
#include "domain/declare/target.hpp"
#include "domain/matching/explain/explain.hpp"

/// An explanation as people read it: rules by their names, distances in their units, nobody named.
namespace moim {

struct explain_request {
  static constexpr std::string_view name = "ticket.explain";
  static constexpr std::string_view about = "Tells why a ticket of the caller's still waits.";
  static constexpr bool changes = false;
  static constexpr entity_type entity = entity_type::pool;
  static constexpr role who = role::person;
  using answer = struct explanation_view;
  using errors = error_list<errc::ticket_not_found, errc::ticket_over>;
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
        field{"rule", &rule_view::rule, "A criterion of the pool, `size` or `not_with`."},
        field{"failing", &rule_view::failing, "Tickets of the sample that do not suit by this rule."},
        field{"failing_by_it_alone", &rule_view::failing_by_it_alone, "Those that suit by every other rule."}};
  }
};

struct near_view {
  static constexpr std::string_view name = "near_view";
  static constexpr std::string_view about = "A ticket that would suit but for one rule.";
  std::string rule;
  std::string missing;
  static constexpr auto fields() {
    return std::tuple{field{"rule", &near_view::rule, "The rule."},
                      field{"missing", &near_view::missing, "By how much: `20 min short`, `1.3 km too far`."}};
  }
};

struct step_view {
  static constexpr std::string_view name = "step_view";
  static constexpr std::string_view about = "What a coming step of relaxation would change, as the pool is now.";
  std::int64_t at_ms = 0;
  std::int32_t more_candidates = 0;
  bool group_forms = false;
  static constexpr auto fields() {
    return std::tuple{field{"at_ms", &step_view::at_ms, "When it comes (ms since 1970)."},
                      field{"more_candidates", &step_view::more_candidates, "How many more tickets would suit."},
                      field{"group_forms", &step_view::group_forms, "Whether a group would form now."}};
  }
};

/// Which rule of whole groups keeps candidates from being one.
enum class joint_obstacle : std::uint8_t { none, people_do_not_add_up, candidates_do_not_suit_each_other };
constexpr std::array<std::string_view, 3> enum_names(joint_obstacle) {
  return {"none", "people_do_not_add_up", "candidates_do_not_suit_each_other"};
}

struct explanation_view {
  static constexpr std::string_view name = "explanation_view";
  static constexpr std::string_view about = "What stands between a waiting ticket and a match.";
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
        field{"waiting", &explanation_view::waiting, "How many other tickets wait."},
        field{"sample", &explanation_view::sample, "How many of them, the oldest, were looked at."},
        field{"candidates", &explanation_view::candidates, "How many of these suit it in a pair."},
        field{"obstacle", &explanation_view::obstacle, "If pairs fit but no group does: why."},
        field{"steps_done", &explanation_view::steps_done, "How many steps it has relaxed by."},
        field{"next_step_at_ms", &explanation_view::next_step_at_ms, "When the next step comes (ms since 1970)."},
        field{"rules", &explanation_view::rules, "The rules that keep others apart, the worst first."},
        field{"nearest", &explanation_view::nearest, "At most five tickets that nearly suit.", bounds{0, 5}},
        field{"steps", &explanation_view::steps, "What the coming steps would change.", bounds{0, 8}}};
  }
};

/// How much is missing by a rule, in words: `20 min short`, `1.3 km too far`, `2.5 too far apart`.
std::string gap_text(const pool_kind& kind, std::size_t rule, double missing);
/// A criterion's name, `size` or `not_with`.
std::string rule_name(const pool_kind& kind, std::size_t rule);
explanation_view view_of(const explanation& told, const pool_kind& kind);

}  // namespace moim
