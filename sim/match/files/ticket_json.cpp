#include "sim/match/files/ticket_json.hpp"

#include <limits>

namespace moim::sim {
namespace {

/// Some hundred thousand years: sums of times stay far from where they overflow.
constexpr time_ms at_most_ms = 10'000'000'000'000'000;
constexpr auto max_count = std::numeric_limits<std::uint32_t>::max();

std::int64_t thousandths(const line_value& of, double (*rounded)(double)) {
  double value = of.number() * 1000;
  if (!(std::abs(value) < 1e15)) of.refuse("the number is too large");
  // What is a thousandth but for the last bits of its binary form is meant as one.
  return std::abs(value - std::round(value)) < 1e-5 ? std::llround(value) : std::llround(rounded(value));
}

double down(double value) { return std::floor(value); }
double up(double value) { return std::ceil(value); }
double nearest(double value) { return std::round(value); }

std::string value_text(const line_value& of) {
  if (of.is_null()) of.refuse("null is no value");
  if (of.is_text()) {
    auto value = of.any_text();
    if (!value.empty() && value.front() == raw_mark) of.refuse("the value begins with a control character");
    return value;
  }
  return raw_mark + of.raw();
}

set_wish read_set(std::uint8_t criterion, criterion_type type, const line_value& from) {
  set_wish wish{criterion, {}};
  if (type == criterion_type::equal && !from.is_list())
    wish.values.push_back(value_text(from));
  else
    from.each([&](const line_value& entry) { wish.values.push_back(value_text(entry)); });
  return wish;
}

}  // namespace

size_set ticket_json::read_sizes(const line_value& from) {
  from.expect_members({"min", "max", "one_of"}, unknown_);
  auto min = from.member("min");
  auto max = from.member("max");
  auto list = from.member("one_of");
  if (list && (min || max)) from.refuse("either `one_of`, or `min` and `max`");
  if (!list) {
    if (!min && !max) from.refuse("there is neither `one_of`, nor `min` or `max`");
    return sizes_between(min ? min->count(0, max_count) : 1, max ? max->count(0, max_count) : max_group_people);
  }
  size_set sizes = 0;
  list->each([&](const line_value& entry) { sizes |= size_of(entry.count(0, max_count)); });
  return sizes;
}

// What is finer than the format's units is taken so that no group becomes valid by it.
time_window ticket_json::read_window(const line_value& from) {
  from.expect_members({"from_ms", "to_ms", "least_ms"}, unknown_);
  auto min = from.member("least_ms");
  return {from.needed("from_ms").whole(up), from.needed("to_ms").whole(down), min ? min->whole(up) : 0};
}

window_wish ticket_json::read_windows(std::uint8_t criterion, const line_value& from) {
  window_wish wish{criterion, {}};
  if (from.is_list())
    from.each([&](const line_value& entry) { wish.windows.push_back(read_window(entry)); });
  else
    wish.windows.push_back(read_window(from));
  return wish;
}

spread_wish ticket_json::read_spread(std::uint8_t criterion, const line_value& from) {
  from.expect_members({"value", "values", "limit"}, unknown_);
  spread_wish wish{criterion, {}, std::nullopt};
  if (auto limit = from.member("limit")) wish.limit = thousandths(*limit, down);
  auto add = [&](const line_value& value) {
    auto low = thousandths(value, down);
    auto high = thousandths(value, up);
    wish.values.push_back(low);
    if (high != low) wish.values.push_back(high);
  };
  if (auto one = from.member("value"))
    add(*one);
  else
    from.needed("values").each(add);
  return wish;
}

radius_wish ticket_json::read_radius(std::uint8_t criterion, const line_value& from) {
  from.expect_members({"lat", "lon", "radius_m"}, unknown_);
  return {criterion, from.needed("lat").number(), from.needed("lon").number(), from.needed("radius_m").number()};
}

ticket_wishes ticket_json::read_wishes(const line_value& from, bool is_step) {
  ticket_wishes wishes;
  from.each_member([&](const line_value& value) {
    auto criterion = criterion_named(*rules_, value.name());
    if (!criterion) {
      if (passed_over_ && criterion_named(*passed_over_, value.name())) return;
      value.refuse("the pool has no such criterion");
    }
    if (value.is_null()) {
      if (is_step) value.refuse("a step replaces a criterion, it cannot take it away");
      return;
    }
    switch (auto type = rules_->criteria[*criterion].type) {
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
        wishes.radii.push_back(read_radius(*criterion, value));
        break;
    }
  });
  return wishes;
}

ticket_id ticket_json::ticket_named(const line_value& name) {
  auto key = name.text();
  auto [found, is_new] = tickets_.try_emplace(key, ticket_names_.size() + 1);
  if (is_new) {
    ticket_names_.push_back(key);
    submitted_.push_back(false);
  }
  return {0, found->second};
}

user_id ticket_json::user_named(const line_value& name) {
  auto key = name.text();
  auto [found, is_new] = users_.try_emplace(key, user_names_.size() + 1);
  if (is_new) user_names_.push_back(key);
  return {0, found->second};
}

block ticket_json::read_block(const line_value& from) {
  constexpr auto for_ever = std::numeric_limits<time_ms>::max();
  if (from.is_text()) return {user_named(from), for_ever};
  from.expect_members({"user", "until_ms"}, unknown_);
  auto until = from.member("until_ms");
  return {user_named(from.needed("user")), until ? until->whole(up) : for_ever};
}

relax_step ticket_json::read_step(const line_value& from) {
  from.expect_members({"after_s", "size", "criteria"}, unknown_);
  relax_step step;
  step.after_s = from.needed("after_s").count(0, max_count);
  if (auto changed = from.member("size")) {
    step.sizes = read_sizes(*changed);
    if (step.sizes == 0) changed->refuse("no size is accepted");
  }
  if (auto changed = from.member("criteria")) step.wishes = read_wishes(*changed, true);
  return step;
}

submit_ticket ticket_json::read_submit(const line_value& from) {
  from.expect_members({"ticket", "users", "size", "criteria", "not_with", "relax"}, unknown_);
  submit_ticket submit;
  auto& made = submit.ticket;
  auto name = from.needed("ticket");
  made.id = ticket_named(name);
  if (submitted_[made.id.low - 1]) name.refuse("`" + name.text() + "` was submitted before");
  submitted_[made.id.low - 1] = true;
  from.needed("users").each([&](const line_value& user) { made.users.push_back(user_named(user)); });
  auto sizes = from.member("size");
  made.sizes = sizes ? read_sizes(*sizes) : sizes_between(2, max_group_people);
  if (auto criteria = from.member("criteria")) made.wishes = read_wishes(*criteria, false);
  if (auto blocks = from.member("not_with"))
    blocks->each([&](const line_value& entry) { made.not_with.push_back(read_block(entry)); });
  if (auto steps = from.member("relax"))
    steps->each([&](const line_value& entry) { made.relax.push_back(read_step(entry)); });
  return submit;
}

pool_command ticket_json::read_one(const line_value& from) {
  if (auto submit = from.member("submit")) return read_submit(*submit);
  if (auto cancel = from.member("cancel")) {
    cancel->expect_members({"ticket"}, unknown_);
    return cancel_ticket{ticket_named(cancel->needed("ticket"))};
  }
  if (auto answer = from.member("answer")) {
    answer->expect_members({"ticket", "user", "accept"}, unknown_);
    return answer_proposal{ticket_named(answer->needed("ticket")), user_named(answer->needed("user")),
                           answer->needed("accept").truth()};
  }
  if (auto presence = from.member("presence")) {
    presence->expect_members({"ticket", "here"}, unknown_);
    return set_presence{ticket_named(presence->needed("ticket")), presence->needed("here").truth()};
  }
  throw bad_line{"neither submit, cancel, answer nor presence"};
}

timed_command ticket_json::read_command(const line_value& from) {
  from.expect_members({"at_ms", "submit", "cancel", "answer", "presence"}, unknown_);
  int commands = 0;
  for (const auto* each : {"submit", "cancel", "answer", "presence"}) commands += from.member(each).has_value();
  if (commands > 1) throw bad_line{"more than one of submit, cancel, answer and presence"};
  auto at = from.needed("at_ms");
  auto at_ms = at.whole(nearest);
  if (at_ms < 0 || at_ms > at_most_ms) at.refuse("a time from 0 to 10,000,000,000,000,000 was expected");
  return {at_ms, read_one(from)};
}

}  // namespace moim::sim
