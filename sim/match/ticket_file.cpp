#include "sim/match/ticket_file.hpp"

#include "net/wire/json_writer.hpp"
#include "sim/match/ticket_json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace moim::sim {
namespace {

std::string json_text(std::string_view text) {
  std::string out;
  if (!text.empty() && text.front() == raw_mark) return std::string{text.substr(1)};
  json_writer{out}.text(text);
  return out;
}

std::string agreed_json(const pool_kind& kind, const agreed_terms& agreed) {
  std::string out;
  auto add = [&](std::uint8_t criterion, const std::string& value) {
    out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", json_text(kind.criteria[criterion].key), value);
  };
  for (const auto& each : agreed.values) add(each.criterion, json_text(each.value));
  for (const auto& each : agreed.windows)
    add(each.criterion, fmt::format("{{\"from_ms\": {}, \"to_ms\": {}}}", each.from_ms, each.to_ms));
  for (const auto& each : agreed.points)
    add(each.criterion, fmt::format("{{\"lat\": {:.6f}, \"lon\": {:.6f}}}", each.lat, each.lon));
  return out;
}

}  // namespace

tl::expected<recording, std::string> read_tickets(std::string_view text) {
  recording read;
  ticket_json reader;
  simdjson::dom::parser parser;
  std::size_t number = 0;
  bool any = false;
  time_ms last = std::numeric_limits<time_ms>::min();
  while (!text.empty()) {
    auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    try {
      simdjson::dom::element parsed;
      if (parser.parse(line.data(), line.size()).get(parsed) != simdjson::SUCCESS) throw bad_line{"no JSON"};
      simdjson::dom::element rules;
      if (parsed.at_key("pool").get(rules) == simdjson::SUCCESS) {
        if (any) throw bad_line{"a second pool"};
        read.kind = ticket_json::read_pool(rules);
        any = true;
        continue;
      }
      if (!any) throw bad_line{"the pool comes first"};
      read.commands.push_back(reader.read_command(parsed, read.kind));
      if (read.commands.back().at < last) throw bad_line{"`at_ms` goes back"};
      last = read.commands.back().at;
    } catch (const bad_line& failure) {
      return tl::unexpected{fmt::format("line {}: {}", number, failure.what())};
    }
  }
  if (!any) return tl::unexpected{std::string{"no pool"}};
  read.ticket_names = reader.take_names();
  return read;
}

std::string match_line(const recording& of, time_ms at, const matched& event, std::size_t number) {
  std::string tickets;
  for (const auto& id : event.tickets) tickets += (tickets.empty() ? "" : ", ") + json_text(of.name_of(id));
  return fmt::format(
      "{{\"at_ms\": {}, \"match\": {{\"id\": \"m{}\", \"tickets\": [{}], \"people\": {}, \"agreed\": {{{}}}}}}}\n", at,
      number, tickets, event.people, agreed_json(of.kind, event.agreed));
}

}  // namespace moim::sim
