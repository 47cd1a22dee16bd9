#include "sim/match/ticket_json.hpp"

#include <cmath>
#include <limits>

namespace moim::sim {
namespace {

using json = simdjson::dom::element;

std::optional<json> member(json of, const char* name) {
  json found;
  if (of.at_key(name).get(found) != simdjson::SUCCESS || found.is_null()) return std::nullopt;
  return found;
}

json needed(json of, const char* name) {
  if (auto found = member(of, name)) return *found;
  throw bad_line{std::string{"no `"} + name + "`"};
}

double number(json of) {
  double value = 0;
  if (of.get<double>().get(value) != simdjson::SUCCESS) throw bad_line{"a number was expected"};
  return value;
}

std::int64_t whole(json of) {
  std::int64_t value = 0;
  if (of.get<std::int64_t>().get(value) == simdjson::SUCCESS) return value;
  double real = number(of);
  if (!(std::abs(real) < 1e18)) throw bad_line{"a number is out of bounds"};
  return std::llround(real);
}

std::uint32_t count(json of, std::int64_t most = std::numeric_limits<std::uint32_t>::max()) {
  auto value = whole(of);
  if (value < 0 || value > most) throw bad_line{"a number is out of bounds"};
  return static_cast<std::uint32_t>(value);
}

std::int64_t thousandths(json of) {
  double value = number(of) * 1000;
  if (!(std::abs(value) < 1e15)) throw bad_line{"a number is out of bounds"};
  return std::llround(value);
}

std::string text(json of) {
  std::string_view value;
  if (of.get<std::string_view>().get(value) != simdjson::SUCCESS) throw bad_line{"a text was expected"};
  return std::string{value};
}

bool truth(json of) {
  bool value = false;
  if (of.get<bool>().get(value) != simdjson::SUCCESS) throw bad_line{"true or false was expected"};
  return value;
}

template <class Visitor>
void each(json of, Visitor&& visit) {
  simdjson::dom::array entries;
  if (of.get<simdjson::dom::array>().get(entries) != simdjson::SUCCESS) throw bad_line{"a list was expected"};
  for (auto entry : entries) visit(entry);
}

template <class Visitor>
void each_member(json of, Visitor&& visit) {
  simdjson::dom::object members;
  if (of.get<simdjson::dom::object>().get(members) != simdjson::SUCCESS) throw bad_line{"an object was expected"};
  for (auto [name, value] : members) visit(std::string{name}, value);
}

std::string value_text(json of) {
  if (of.is_string()) return text(of);
  return raw_mark + simdjson::minify(of);
}

size_set read_sizes(json from) {
  if (auto list = member(from, "one_of")) {
    size_set sizes = 0;
    each(*list, [&](json entry) { sizes |= size_of(count(entry)); });
    return sizes;
  }
  auto least = member(from, "min");
  auto most = member(from, "max");
  return sizes_between(least ? count(*least) : 1, most ? count(*most) : group_people_most);
}

time_window read_window(json from) {
  auto least = member(from, "least_ms");
  return {whole(needed(from, "from_ms")), whole(needed(from, "to_ms")), least ? whole(*least) : 0};
}

set_wish read_set(std::uint8_t criterion, criterion_type type, json from) {
  set_wish wish{criterion, {}};
  if (type == criterion_type::equal && !from.is_array())
    wish.values.push_back(value_text(from));
  else
    each(from, [&](json entry) { wish.values.push_back(value_text(entry)); });
  return wish;
}

window_wish read_windows(std::uint8_t criterion, json from) {
  window_wish wish{criterion, {}};
  if (from.is_array())
    each(from, [&](json entry) { wish.windows.push_back(read_window(entry)); });
  else
    wish.windows.push_back(read_window(from));
  return wish;
}

spread_wish read_spread(std::uint8_t criterion, json from) {
  spread_wish wish{criterion, {}, thousandths(needed(from, "limit"))};
  if (auto one = member(from, "value"))
    wish.values.push_back(thousandths(*one));
  else
    each(needed(from, "values"), [&](json entry) { wish.values.push_back(thousandths(entry)); });
  return wish;
}

ticket_wishes read_wishes(json from, const pool_kind& kind) {
  ticket_wishes wishes;
  each_member(from, [&](const std::string& key, json value) {
    auto criterion = criterion_named(kind, key);
    if (!criterion) throw bad_line{"the pool has no criterion `" + key + "`"};
    if (value.is_null()) return;
    switch (auto type = kind.criteria[*criterion].type) {
      case criterion_type::any_of:
      case criterion_type::equal:
        wishes.sets.push_back(read_set(*criterion, type, value));
        break;
      case criterion_type::window:
        wishes.windows.push_back(read_windows(*criterion, value));
        break;
      case criterion_type::spread:
        wishes.spreads.push_back(read_spread(*criterion, value));
        break;
      case criterion_type::radius:
        wishes.radii.push_back({*criterion, number(needed(value, "lat")), number(needed(value, "lon")),
                                number(needed(value, "radius_m"))});
        break;
    }
  });
  return wishes;
}

std::uint32_t optional_count(json of, const char* name, std::uint32_t otherwise) {
  auto found = member(of, name);
  return found ? count(*found) : otherwise;
}

}  // namespace

pool_kind ticket_json::read_pool(json from) {
  pool_kind kind;
  if (auto name = member(from, "name")) kind.key = text(*name);
  kind.least_tickets = std::max(2u, optional_count(from, "least_tickets", 2));
  if (auto prefer = member(from, "prefer")) kind.prefer = count(*prefer);
  kind.patience_s = optional_count(from, "patience_s", 0);
  kind.wave_ms = optional_count(from, "wave_ms", 0);
  kind.ttl_s = optional_count(from, "ttl_s", 1800);
  kind.notice_s = optional_count(from, "notice_s", 0);
  kind.accept_within_s = optional_count(from, "accept_within_s", 0);
  kind.absent_after_s = optional_count(from, "absent_after_s", 0);
  kind.again_after_days = optional_count(from, "again_after_days", 0);
  if (!member(from, "criteria")) return kind;
  each_member(needed(from, "criteria"), [&](const std::string& key, json rule) {
    auto type = enum_from<criterion_type>(text(needed(rule, "type")));
    if (!type) throw bad_line{"criterion `" + key + "` is of no known type"};
    auto empty = member(rule, "empty_is_all");
    kind.criteria.push_back({key, *type, empty && truth(*empty)});
  });
  if (kind.criteria.size() > criteria_most) throw bad_line{"a pool has at most 8 criteria"};
  return kind;
}

ticket_id ticket_json::ticket_named(json name) {
  auto key = text(name);
  auto [found, is_new] = tickets_.try_emplace(key, ticket_names_.size() + 1);
  if (is_new) ticket_names_.push_back(key);
  return {0, found->second};
}

user_id ticket_json::user_named(json name) {
  return {0, users_.try_emplace(text(name), users_.size() + 1).first->second};
}

submit_ticket ticket_json::read_submit(json from, const pool_kind& kind) {
  submit_ticket submit;
  auto& made = submit.ticket;
  made.id = ticket_named(needed(from, "ticket"));
  each(needed(from, "users"), [&](json user) { made.users.push_back(user_named(user)); });
  auto sizes = member(from, "size");
  made.sizes = sizes ? read_sizes(*sizes) : sizes_between(2, group_people_most);
  if (auto criteria = member(from, "criteria")) made.wishes = read_wishes(*criteria, kind);
  if (auto blocks = member(from, "not_with"))
    each(*blocks, [&](json entry) {
      bool plain = entry.is_string();
      auto until = plain ? std::nullopt : member(entry, "until_ms");
      made.not_with.push_back({user_named(plain ? entry : needed(entry, "user")),
                               until ? whole(*until) : std::numeric_limits<time_ms>::max()});
    });
  if (auto steps = member(from, "relax"))
    each(*steps, [&](json entry) {
      relax_step step;
      step.after_s = count(needed(entry, "after_s"));
      if (auto changed = member(entry, "size")) step.sizes = read_sizes(*changed);
      if (auto changed = member(entry, "criteria")) step.wishes = read_wishes(*changed, kind);
      made.relax.push_back(step);
    });
  return submit;
}

timed_command ticket_json::read_command(json from, const pool_kind& kind) {
  auto at = whole(needed(from, "at_ms"));
  if (auto submit = member(from, "submit")) return {at, read_submit(*submit, kind)};
  if (auto cancel = member(from, "cancel")) return {at, cancel_ticket{ticket_named(needed(*cancel, "ticket"))}};
  if (auto answer = member(from, "answer"))
    return {at, answer_proposal{ticket_named(needed(*answer, "ticket")), user_named(needed(*answer, "user")),
                                truth(needed(*answer, "accept"))}};
  if (auto presence = member(from, "presence"))
    return {at, set_presence{ticket_named(needed(*presence, "ticket")), truth(needed(*presence, "here"))}};
  throw bad_line{"neither submit, cancel, answer nor presence"};
}

}  // namespace moim::sim
