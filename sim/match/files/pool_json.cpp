#include "sim/match/files/pool_json.hpp"

#include "net/wire/json_writer.hpp"

#include <fmt/format.h>

#include <limits>

namespace moim::sim {
namespace {

/// The numbers of a pool under the names that they have in the file.
struct pool_number {
  std::string_view name;
  std::uint32_t pool_kind::*place;
  std::uint32_t min = 0;
  std::uint32_t max = std::numeric_limits<std::uint32_t>::max();
};
constexpr std::array<pool_number, 11> pool_numbers{{{"least_tickets", &pool_kind::least_tickets, 0, max_group_people},
                                                    {"patience_s", &pool_kind::patience_s},
                                                    {"wave_ms", &pool_kind::wave_ms},
                                                    {"ttl_s", &pool_kind::ttl_s, 1},
                                                    {"notice_s", &pool_kind::notice_s},
                                                    {"accept_within_s", &pool_kind::accept_within_s},
                                                    {"absent_after_s", &pool_kind::absent_after_s},
                                                    {"again_after_days", &pool_kind::again_after_days, 0, 36'600},
                                                    {"penalty_s", &pool_kind::penalty_s},
                                                    {"min_people", &pool_kind::min_people, 1, max_group_people},
                                                    {"max_people", &pool_kind::max_people, 2, max_group_people}}};

}  // namespace

std::string json_text(std::string_view text) {
  std::string out;
  json_writer{out}.text(text);
  return out;
}

pool_kind read_pool(const line_value& from, const std::function<void(std::string_view)>& unknown) {
  from.expect_members(
      {"name", "prefer", "criteria", "least_tickets", "patience_s", "wave_ms", "ttl_s", "notice_s", "accept_within_s",
       "absent_after_s", "again_after_days", "penalty_s", "min_people", "max_people"},
      unknown);
  pool_kind kind;
  if (auto name = from.member("name")) kind.key = name->any_text();
  for (const auto& each : pool_numbers)
    if (auto found = from.member(each.name)) kind.*each.place = found->count(each.min, each.max);
  // One ticket alone is no group.
  kind.least_tickets = std::max(2u, kind.least_tickets);
  if (auto prefer = from.member("prefer")) kind.prefer = prefer->count(0, max_group_people);
  auto criteria = from.member("criteria");
  if (!criteria) return kind;
  criteria->each_member([&](const line_value& rule) {
    rule.expect_members({"type", "values", "empty_is_all"}, unknown);
    auto type = enum_from<criterion_type>(rule.needed("type").text());
    if (!type) rule.refuse("its type is none of any_of, equal, window, spread, radius");
    if (criterion_named(kind, rule.name())) rule.refuse("is there twice");
    auto empty = rule.member("empty_is_all");
    kind.criteria.push_back({std::string{rule.name()}, *type, empty && empty->truth()});
  });
  if (kind.criteria.size() > max_criteria) criteria->refuse("a pool has at most 8");
  return kind;
}

std::string pool_line(const pool_kind& kind) {
  std::string criteria;
  for (const auto& each : kind.criteria)
    criteria += fmt::format("{}{}: {{\"type\": \"{}\"{}}}", criteria.empty() ? "" : ", ", json_text(each.key),
                            enum_name(each.type), each.empty_is_all ? ", \"empty_is_all\": true" : "");
  auto out = fmt::format("{{\"pool\": {{\"name\": {}, \"prefer\": {}", json_text(kind.key),
                         kind.prefer ? std::to_string(*kind.prefer) : "null");
  for (const auto& each : pool_numbers) out += fmt::format(", \"{}\": {}", each.name, kind.*each.place);
  return out + fmt::format(", \"criteria\": {{{}}}}}}}\n", criteria);
}

}  // namespace moim::sim
