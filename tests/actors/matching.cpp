#include "tests/actors/support/node_bench.hpp"
#include "tests/support/make_tickets.hpp"

/// Tickets through all the actors of a node: pool, room, inboxes, sessions.
namespace moim::bench {
namespace {

struct matching_bench : node_bench {
  pool_rules rules = make::rules();

  request_number submit(std::uint64_t n, std::string place = "p") {
    auto who = make::by(n, n, make::noon_ms);
    node().deliver(call_pool{id_of(rules), matcher_command{make::submit(make::wish(std::move(place)), rules, who)}, who,
                             machine_now() + 10 * second_ms, reply()});
    return last();
  }
  inbox_page inbox(std::uint64_t n) {
    auto to = reply();
    node().deliver(call_inbox{make::user(n), read_inbox{}, machine_now() + 10 * second_ms, to});
    run();
    return out.as<inbox_page>(to.request);
  }
  request_number last() const { return last_asked; }
  reply_address reply() {
    auto made = node_bench::reply();
    last_asked = made.request;
    return made;
  }
  request_number last_asked = 0;
};

TEST_CASE("who is matched is told in the inbox and pushed, and sits in the room") {
  matching_bench bench;
  bench.node().deliver(open_session{make::user(1), bench.reply()});
  bench.run();
  bench.submit(1);
  bench.submit(2);
  bench.run();
  auto page = bench.inbox(1);
  REQUIRE(page.notes.size() == 1);
  CHECK(page.notes[0].what == note_kind::matched);
  CHECK(bench.inbox(2).notes.size() == 1);
  auto pushed = std::count_if(bench.out.pushes.begin(), bench.out.pushes.end(),
                              [](const auto& each) { return std::holds_alternative<inbox_noted>(each.change); });
  CHECK(pushed == 1);
  auto to = bench.reply();
  bench.node().deliver(call_room{*page.notes[0].room, read_room{*page.notes[0].room}, make::by(2, 9),
                                 bench.machine_now() + second_ms, to});
  bench.run();
  CHECK(bench.out.as<room_view>(to.request).taken == 2);
}

TEST_CASE(
    "whoever is connected hears of their matches with the numbers that their inbox gives them, without its actor") {
  matching_bench bench;
  bench.node().deliver(open_session{make::user(1), bench.reply()});
  std::vector<std::uint64_t> numbers;
  for (std::uint64_t round = 0; round < 3; ++round) {
    for (std::uint64_t n = 1; n <= 2; ++n) {
      auto who = make::by(n, 10 * round + n, bench.now());
      bench.node().deliver(call_pool{id_of(bench.rules),
                                     matcher_command{make::submit(make::wish("p"), bench.rules, who)}, who,
                                     bench.machine_now() + 10 * second_ms, bench.reply()});
    }
    bench.run();
    bench.pass(second_ms);
  }
  for (const auto& each : bench.out.pushes)
    if (auto* told = std::get_if<inbox_noted>(&each.change)) numbers.push_back(told->note.number);
  CHECK(numbers == std::vector<std::uint64_t>{1, 2, 3});
  CHECK(bench.metrics.entities.live(entity_type::inbox).value() == 0);
  auto page = bench.inbox(1);
  CHECK(page.last == 3);
}

TEST_CASE("a node that dies between a match and its news is followed by one that tells it, once") {
  matching_bench bench;
  bench.submit(1);
  bench.submit(2);
  bench.restart();
  // The tickets were never answered: sent again, they are the same.
  bench.submit(1);
  bench.submit(2);
  bench.run();
  bench.restart();
  bench.pass(3 * minute_ms);
  CHECK(bench.inbox(1).notes.size() == 1);
  CHECK(bench.inbox(2).notes.size() == 1);
}

TEST_CASE("a pool with nobody in it leaves memory, and comes back with the next ticket") {
  matching_bench bench;
  bench.submit(1);
  bench.submit(2);
  bench.pass(10 * minute_ms);
  CHECK(bench.metrics.entities.live(entity_type::pool).value() == 0);
  CHECK(bench.metrics.entities.live(entity_type::inbox).value() == 0);
  bench.submit(3);
  bench.submit(4);
  bench.run();
  CHECK(bench.inbox(3).notes.size() == 1);
}

TEST_CASE("a ticket outlives its people's sessions by the grace of its kind, and is then over") {
  matching_bench bench;
  pool_kind kind;
  kind.absent_after_s = 20;
  kind.presence_every_s = 4;
  bench.rules = make::rules(kind);
  auto session = bench.reply();
  bench.node().deliver(open_session{make::user(1), session});
  bench.run();
  bench.submit(1);
  bench.pass(2 * minute_ms);
  CHECK(bench.inbox(1).notes.empty());
  bench.node().deliver(close_session{make::user(1), session.to, session.session});
  bench.pass(19 * second_ms);
  CHECK(bench.inbox(1).notes.empty());
  bench.pass(10 * second_ms);
  REQUIRE(bench.inbox(1).notes.size() == 1);
  CHECK(bench.inbox(1).notes[0].why == ticket_end::absent);
}

TEST_CASE("a group that loses somebody is filled up from the pool, and who comes is told where to go") {
  matching_bench bench;
  pool_kind kind;
  kind.backfill = true;
  bench.rules = make::rules(kind);
  for (std::uint64_t n = 1; n <= 2; ++n) bench.submit(n);
  bench.run();
  auto room = *bench.inbox(1).notes.at(0).room;
  bench.node().deliver(
      call_room{room, leave_room{room}, make::by(2, 90), bench.machine_now() + second_ms, bench.reply()});
  bench.run();
  bench.submit(3);
  bench.run();
  auto told = bench.inbox(3);
  REQUIRE(told.notes.size() == 1);
  CHECK(told.notes[0].room == room);
  auto to = bench.reply();
  bench.node().deliver(call_room{room, read_room{room}, make::by(3, 91), bench.machine_now() + second_ms, to});
  bench.run();
  CHECK(bench.out.as<room_view>(to.request).taken == 2);
  bench.pass(10 * minute_ms);
  CHECK(bench.metrics.entities.live(entity_type::pool).value() == 0);
  CHECK(bench.inbox(3).notes.size() == 1);
}

}  // namespace
}  // namespace moim::bench
