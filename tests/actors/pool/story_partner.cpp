#include "tests/actors/support/pool_bench.hpp"

/// The acceptance story of a service that finds two people for a meal or for study (steps 1 to 8, and its edges): any
/// of the places and any of the ways that both would take, one ticket for each person and category.
namespace moim::bench {
namespace {

pool_rules category(const char* name) {
  pool_kind kind;
  kind.ttl_s = 1'800;
  kind.criteria = {{"place", criterion_type::any_of, true}, {"way", criterion_type::any_of, true}};
  auto rules = make::rules(kind);
  rules.matching.key = rules.room.key = name;
  return rules;
}

enum person : std::uint64_t { a = 1, b, c, d };

struct category_bench : pool_bench {
  category_bench(world& in, const char* name) : pool_bench(in, store_kind::own, category(name)) {}

  request_number apply(person who, std::vector<std::string> places, std::vector<std::string> ways) {
    submit_request wanted;
    wanted.kind = rules.room.key;
    wanted.size = group_size{2, 2, {}};
    wanted.criteria =
        criteria{{{"place", std::move(places), true, {}, {}, {}}, {"way", std::move(ways), true, {}, {}, {}}}};
    return submit(make::by(who, ++key_, now()), wanted);
  }
  ticket_id applied(person who, std::vector<std::string> places, std::vector<std::string> ways) {
    auto asked = apply(who, std::move(places), std::move(ways));
    run();
    acknowledge_all();
    return out.as<ticket_opened>(asked).ticket;
  }
  request_number cancel(person who, const ticket_id& ticket) {
    return ask(matcher_command{cancel_request{ticket}}, make::by(who, ++key_, now()));
  }
  errc refusal(request_number asked) const { return out.refusal(asked).code; }
  ticket_state state_of(person who, const ticket_id& ticket) {
    return view(ticket, make::by(who, ++key_, now())).state;
  }

 private:
  std::uint64_t key_ = 0;
};

TEST_CASE("S-42P: two people find each other for a meal, by a place and a way that suit both") {
  world in;
  category_bench meal{in, "partner-meal"};
  category_bench study{in, "partner-study"};
  auto of_a = meal.applied(a, {"gaepo", "seocho"}, {"delivery"});
  auto twice = meal.apply(a, {"gaepo"}, {"delivery"});
  meal.run();
  CHECK(meal.refusal(twice) == errc::already_waiting);
  auto for_study = study.applied(a, {}, {});
  CHECK(meal.waiting() == 1);
  meal.pass(5 * minute_ms);
  auto of_c = meal.applied(c, {"seocho"}, {"eat-out"});
  CHECK(meal.told.empty());
  meal.pass(5 * minute_ms);
  meal.applied(b, {"gaepo"}, {"delivery", "eat-out"});

  REQUIRE(meal.told.size() == 2);
  CHECK(meal.born.size() == 1);
  CHECK(meal.told[0].user == make::user(a));
  CHECK(meal.told[1].user == make::user(b));
  for (const auto& each : meal.told) {
    CHECK(each.told.what == note_kind::matched);
    CHECK(each.told.agreed->all[0].values == std::vector<std::string>{"gaepo"});
    CHECK(each.told.agreed->all[1].values == std::vector<std::string>{"delivery"});
  }
  CHECK(meal.waiting() == 1);
  CHECK(meal.state_of(a, of_a) == ticket_state::matched);
  CHECK(meal.state_of(c, of_c) == ticket_state::waiting);
  CHECK(study.state_of(a, for_study) == ticket_state::waiting);

  auto again = meal.applied(a, {"gaepo"}, {"take-out"});
  auto first = meal.cancel(a, again);
  meal.run();
  meal.out.as<done>(first);
  CHECK(meal.waiting() == 1);
  auto second = meal.cancel(a, again);
  meal.run();
  CHECK(meal.refusal(second) == errc::ticket_over);
}

TEST_CASE("S-42P, E2: of two applications at once one is a ticket, and nobody is matched with themselves") {
  world in;
  category_bench meal{in, "partner-meal"};
  auto one = meal.apply(a, {"gaepo", "gaepo"}, {});
  auto other = meal.apply(a, {"gaepo"}, {});
  meal.run();
  CHECK(meal.out.as<ticket_opened>(one).ticket);
  CHECK(meal.refusal(other) == errc::already_waiting);
  CHECK(meal.waiting() == 1);
  CHECK(meal.births.empty());
}

TEST_CASE("S-42P, E3: a ticket of 12:00:00.000 is matched at 12:29:59.999, and not at 12:30:00.000") {
  world in;
  category_bench meal{in, "partner-meal"};
  auto of_a = meal.applied(a, {}, {});
  meal.pass(30 * minute_ms - 1);
  SECTION("in time") {
    meal.applied(b, {}, {});
    CHECK(meal.state_of(a, of_a) == ticket_state::matched);
  }
  SECTION("too late") {
    meal.pass(1);
    meal.applied(b, {}, {});
    CHECK(meal.state_of(a, of_a) == ticket_state::ended);
    CHECK(meal.waiting() == 1);
  }
}

TEST_CASE("S-42P, E4: a cancel that races a match is either, never both; the partner is matched with the next") {
  world in;
  category_bench meal{in, "partner-meal"};
  auto of_a = meal.applied(a, {}, {});
  SECTION("the cancel is first") {
    auto cancelled = meal.cancel(a, of_a);
    auto of_b = meal.applied(b, {}, {});
    meal.out.as<done>(cancelled);
    CHECK(meal.born.empty());
    CHECK(meal.state_of(b, of_b) == ticket_state::waiting);
    meal.applied(d, {}, {});
    CHECK(meal.state_of(b, of_b) == ticket_state::matched);
    CHECK(meal.told.size() == 2);
  }
  SECTION("the match is first") {
    meal.applied(b, {}, {});
    auto cancelled = meal.cancel(a, of_a);
    meal.run();
    CHECK(meal.refusal(cancelled) == errc::ticket_over);
    CHECK(meal.born.size() == 1);
  }
}

}  // namespace
}  // namespace moim::bench
