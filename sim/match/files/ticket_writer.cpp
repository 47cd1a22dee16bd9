#include "net/wire/json_writer.hpp"
#include "sim/match/files/pool_json.hpp"
#include "sim/match/files/ticket_file.hpp"

#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <limits>

namespace moim::sim {
namespace {

/// `visit(entry)` of each, with commas between.
template <class List, class Visitor>
std::string joined(const List& list, Visitor&& visit) {
  std::string out;
  for (const auto& each : list) out += (out.empty() ? "" : ", ") + visit(each);
  return out;
}

std::string thousandths_text(std::int64_t value) {
  auto whole = std::to_string(std::abs(value) / 1000);
  auto rest = std::abs(value) % 1000;
  return fmt::format("{}{}{}", value < 0 ? "-" : "", whole, rest == 0 ? "" : fmt::format(".{:03}", rest));
}

std::string json_of(const set_wish& wish, criterion_type type) {
  if (type == criterion_type::equal && wish.values.size() == 1) return value_json(wish.values[0]);
  return "[" + joined(wish.values, value_json) + "]";
}

std::string json_of(const window_wish& wish) {
  return "[" +
         joined(wish.windows,
                [](const time_window& each) {
                  return fmt::format("{{\"from_ms\": {}, \"to_ms\": {}, \"least_ms\": {}}}", each.from_ms, each.to_ms,
                                     each.least_ms);
                }) +
         "]";
}

std::string json_of(const ticket_wishes& wishes, const pool_kind& kind) {
  std::string out;
  auto add = [&](std::uint8_t criterion, const std::string& value) {
    out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", json_text(kind.criteria[criterion].key), value);
  };
  for (const auto& each : wishes.sets) add(each.criterion, json_of(each, kind.criteria[each.criterion].type));
  for (const auto& each : wishes.windows) add(each.criterion, json_of(each));
  for (const auto& each : wishes.radii)
    add(each.criterion,
        fmt::format("{{\"lat\": {}, \"lon\": {}, \"radius_m\": {}}}", each.lat, each.lon, each.radius_m));
  for (const auto& each : wishes.spreads)
    add(each.criterion, fmt::format("{{\"values\": [{}]{}}}", joined(each.values, thousandths_text),
                                    each.limit ? ", \"limit\": " + thousandths_text(*each.limit) : std::string{}));
  return "{" + out + "}";
}

std::string json_of(size_set sizes) {
  if (sizes == 0) return R"({"one_of": []})";
  auto min = std::countr_zero(sizes) + 1;
  auto max = 64 - std::countl_zero(sizes);
  if (std::popcount(sizes) == max - min + 1) return fmt::format("{{\"min\": {}, \"max\": {}}}", min, max);
  std::vector<int> each;
  for (auto people = min; people <= max; ++people)
    if (sizes & size_of(static_cast<std::uint32_t>(people))) each.push_back(people);
  return fmt::format("{{\"one_of\": [{}]}}", joined(each, [](int people) { return std::to_string(people); }));
}

std::string json_of(const ticket& of, const recording& history) {
  auto out = fmt::format("{{\"ticket\": {}, \"users\": [{}], \"size\": {}, \"criteria\": {}",
                         json_text(history.name_of(of.id)),
                         joined(of.users, [&](const user_id& user) { return json_text(history.name_of(user)); }),
                         json_of(of.sizes), json_of(of.wishes, history.kind));
  if (!of.not_with.empty())
    out += fmt::format(", \"not_with\": [{}]", joined(of.not_with, [&](const block& each) {
                         auto user = json_text(history.name_of(each.user));
                         if (each.until == std::numeric_limits<time_ms>::max()) return user;
                         return fmt::format("{{\"user\": {}, \"until_ms\": {}}}", user, each.until);
                       }));
  if (!of.relax.empty())
    out += fmt::format(", \"relax\": [{}]", joined(of.relax, [&](const relax_step& step) {
                         auto sizes = step.sizes == 0 ? std::string{} : ", \"size\": " + json_of(step.sizes);
                         return fmt::format("{{\"after_s\": {}{}, \"criteria\": {}}}", step.after_s, sizes,
                                            json_of(step.wishes, history.kind));
                       }));
  return out + "}";
}

std::string json_of(const pool_command& command, const recording& history) {
  if (const auto* submit = std::get_if<submit_ticket>(&command))
    return "\"submit\": " + json_of(submit->ticket, history);
  if (const auto* cancel = std::get_if<cancel_ticket>(&command))
    return fmt::format("\"cancel\": {{\"ticket\": {}}}", json_text(history.name_of(cancel->ticket)));
  if (const auto* answer = std::get_if<answer_proposal>(&command))
    return fmt::format("\"answer\": {{\"ticket\": {}, \"user\": {}, \"accept\": {}}}",
                       json_text(history.name_of(answer->ticket)), json_text(history.name_of(answer->user)),
                       answer->accept);
  const auto& presence = std::get<set_presence>(command);
  return fmt::format("\"presence\": {{\"ticket\": {}, \"here\": {}}}", json_text(history.name_of(presence.ticket)),
                     presence.here);
}

std::string agreed_json(const pool_kind& kind, const agreed_terms& agreed) {
  std::string out;
  auto add = [&](std::uint8_t criterion, const std::string& value) {
    out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", json_text(kind.criteria[criterion].key), value);
  };
  for (const auto& each : agreed.values) add(each.criterion, value_json(each.value));
  for (const auto& each : agreed.windows)
    add(each.criterion, fmt::format("{{\"from_ms\": {}, \"to_ms\": {}}}", each.from_ms, each.to_ms));
  for (const auto& each : agreed.points)
    add(each.criterion, fmt::format("{{\"lat\": {:.6f}, \"lon\": {:.6f}}}", each.lat, each.lon));
  return out;
}

}  // namespace

std::string value_json(std::string_view value) {
  return !value.empty() && value.front() == raw_mark ? std::string{value.substr(1)} : json_text(value);
}

std::string ticket_text(const recording& of) {
  auto out = pool_line(of.kind);
  for (const auto& each : of.commands)
    out += fmt::format("{{\"at_ms\": {}, {}}}\n", each.at, json_of(each.command, of));
  return out;
}

std::string match_line(const recording& of, time_ms at, const matched& event, std::size_t number) {
  return fmt::format(
      "{{\"at_ms\": {}, \"match\": {{\"id\": \"m{}\", \"tickets\": [{}], \"people\": {}, \"agreed\": {{{}}}}}}}\n", at,
      number, joined(event.tickets, [&](const ticket_id& id) { return json_text(of.name_of(id)); }), event.people,
      agreed_json(of.kind, event.agreed));
}

}  // namespace moim::sim
