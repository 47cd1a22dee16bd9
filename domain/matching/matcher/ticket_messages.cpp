#include "domain/matching/matcher/ticket_messages.hpp"

#include <algorithm>
#include <limits>

namespace moim {
namespace {

size_set sizes_of(const std::optional<group_size>& from) {
  if (!from) return sizes_between(2, max_group_people);
  if (!from->one_of) return sizes_between(from->min.value_or(2), from->max.value_or(max_group_people));
  size_set sizes = 0;
  for (auto people : *from->one_of) sizes |= size_of(people);
  return sizes;
}

std::optional<error> why_no_sizes(const std::optional<group_size>& from) {
  if (!from) return std::nullopt;
  if (from->one_of && (from->min || from->max))
    return error{errc::size_out_of_range, "either `one_of`, or `min` and `max`", std::nullopt};
  if (from->min && from->max && *from->min > *from->max)
    return error{errc::size_out_of_range, "`min` is more than `max`", std::nullopt};
  return std::nullopt;
}

result<std::vector<relax_step>> steps_of(const submit_request& from, const pool_kind& kind) {
  std::vector<relax_step> steps;
  if (!from.relax) return steps;
  for (const auto& each : *from.relax) {
    if (each.criteria)
      for (const auto& named : each.criteria->all)
        if (named.is_nothing())
          return fail(errc::criterion_invalid,
                      "`" + named.name + "`: a step replaces a criterion, it cannot take it away.");
    if (auto no = why_no_sizes(each.size)) return tl::unexpected{*no};
    auto wishes = wishes_of(kind, each.criteria.value_or(criteria{}));
    if (!wishes) return tl::unexpected{wishes.error()};
    auto sizes = each.size ? sizes_of(each.size) : 0;
    if (each.size && sizes == 0) return fail(errc::size_out_of_range);
    steps.push_back({each.after_s, sizes, std::move(*wishes)});
  }
  return steps;
}

}  // namespace

result<ticket> ticket_of(const id_secret& secret, const submit_request& from, const pool_rules& rules,
                         const user_id& by, const request_key& key) {
  ticket made;
  made.id = submitted_ticket_id(secret, by, key, id_of(rules));
  made.users = from.users.value_or(std::vector{by});
  auto caller = std::find(made.users.begin(), made.users.end(), by);
  if (caller == made.users.end()) return fail(errc::party_invalid, "The caller is not among `users`.");
  // The first of its people has submitted it.
  std::rotate(made.users.begin(), caller, caller + 1);
  if (auto no = why_no_sizes(from.size)) return tl::unexpected{*no};
  made.sizes = sizes_of(from.size);
  auto wishes = wishes_of(rules.matching, from.criteria.value_or(criteria{}));
  if (!wishes) return tl::unexpected{wishes.error()};
  made.wishes = std::move(*wishes);
  auto steps = steps_of(from, rules.matching);
  if (!steps) return tl::unexpected{steps.error()};
  made.relax = std::move(*steps);
  for (const auto& each : from.not_with.value_or(std::vector<unwanted>{}))
    made.not_with.push_back({each.user, each.until_ms.value_or(std::numeric_limits<time_ms>::max())});
  return checked_ticket(rules.matching, std::move(made));
}

}  // namespace moim
