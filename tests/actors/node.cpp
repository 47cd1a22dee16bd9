#include "tests/actors/support/node_bench.hpp"

namespace moim::node_cases {

using namespace moim::bench;

namespace {

const room_id soup = make::room_number(1);

std::int64_t live(node_bench& bench, entity_type type) { return bench.metrics.entities.live(type).value(); }

}  // namespace

TEST_CASE("a join goes from the way in to the log and back out, and the person's own list follows") {
  node_bench bench;
  bench.open(1, 3);
  bench.node().deliver(open_session{make::user(2), bench.reply()});
  bench.node().deliver(follow_room{soup, make::user(9), std::nullopt, bench.machine_now() + second_ms, bench.reply()});
  bench.run();
  auto joined = bench.ask(soup, join_room{soup}, make::by(2, 2));
  bench.run();
  CHECK(bench.out.as<seat_given>(joined).seat == 2);
  CHECK(bench.logs().head_of(soup.entity()).version == 2);
  REQUIRE(bench.out.publications.size() == 1);
  CHECK(seen_by(*bench.out.publications[0]).taken == 2);
  REQUIRE(bench.out.pushes.size() == 1);
  CHECK(std::get<user_changed>(bench.out.pushes[0].change).room == soup);
  auto address = bench.reply();
  bench.node().deliver(call_user{make::user(2), read_user{}, bench.machine_now() + second_ms, address});
  bench.run();
  CHECK(bench.out.as<user_rooms>(address.request).rooms == std::vector{soup});
}

TEST_CASE("what a room tells people's logs rides with its commit: no actor of theirs is needed") {
  node_bench bench;
  bench.node().deliver(open_session{make::user(1), bench.reply()});
  bench.open(1, 3);
  bench.run();
  CHECK(bench.metrics.entities.deliveries(delivery_step::rode).value() == 1);
  CHECK(bench.logs().head_of(make::user(1).entity()).version == 1);
  CHECK(live(bench, entity_type::user) == 0);
  CHECK(bench.out.pushes.size() == 1);
  bench.pass(delivery_wake_ms + second_ms);
  CHECK(bench.metrics.entities.deliveries(delivery_step::sent).value() == 0);
  CHECK(bench.logs().wake_of(soup.entity()) == make::noon_ms + hour_ms);
}

TEST_CASE("where the store takes no riders, people's logs acknowledge what a room tells them") {
  node_bench bench;
  bench.store().take_no_riders();
  bench.node().deliver(open_session{make::user(1), bench.reply()});
  bench.open(1, 3);
  bench.run();
  CHECK(bench.metrics.entities.deliveries(delivery_step::done).value() == 1);
  CHECK(bench.out.pushes.size() == 1);
  bench.pass(delivery_wake_ms + second_ms);
  CHECK(bench.metrics.entities.deliveries(delivery_step::sent).value() == 1);
  CHECK(bench.logs().wake_of(soup.entity()) == make::noon_ms + hour_ms);
}

TEST_CASE("a list in memory follows what rides into its log, and a log that only riders write is saved") {
  node_limits limits;
  limits.riders_until_saved = 4;
  limits.entity.min_snapshot_records = 4;
  limits.entity.min_snapshot_bytes = 0;
  node_bench bench{limits};
  auto rooms = [&] {
    auto to = bench.reply();
    bench.node().deliver(call_user{make::user(1), read_user{}, bench.machine_now() + second_ms, to});
    bench.run();
    return bench.out.as<user_rooms>(to.request).rooms.size();
  };
  CHECK(rooms() == 0);
  for (std::uint64_t n = 1; n <= 3; ++n) bench.open(n, 3);
  bench.run();
  CHECK(rooms() == 3);
  bench.pass(3 * minute_ms);
  CHECK(live(bench, entity_type::user) == 0);
  auto saved = bench.metrics.entities.snapshots(entity_type::user).value();
  for (std::uint64_t n = 4; n <= 8; ++n) bench.open(n, 3);
  bench.run();
  CHECK(bench.metrics.entities.snapshots(entity_type::user).value() > saved);
  CHECK(rooms() == 8);
}

TEST_CASE("the directory lists open rooms, the newest first, page by page, by kind and free seat") {
  node_bench bench;
  bench.run();
  auto quiz = make::meal();
  quiz.key = "quiz";
  for (std::uint64_t n = 1; n <= 5; ++n) bench.open(n, n == 2 ? 1 : 3, n % 2 ? make::meal() : quiz);
  bench.run();
  auto numbers = [](const room_list& page) {
    std::vector<std::uint64_t> all;
    for (const auto& card : page.rooms) all.push_back(card.room.low);
    return all;
  };
  using several = std::vector<std::uint64_t>;
  list_rooms query;
  CHECK(numbers(bench.list(query)) == several{5, 4, 3, 2, 1});
  CHECK_FALSE(bench.list(query).warming);
  query.limit = 2;
  auto first = bench.list(query);
  CHECK(numbers(first) == several{5, 4});
  query.before = first.before;
  auto second = bench.list(query);
  CHECK(numbers(second) == several{3, 2});
  query.before = second.before;
  CHECK(numbers(bench.list(query)) == several{1});
  CHECK_FALSE(bench.list(query).before);
  query = {};
  query.kind = "quiz";
  CHECK(numbers(bench.list(query)) == several{4, 2});
  query.with_free_seat = true;
  CHECK(numbers(bench.list(query)) == several{4});
  bench.ask(make::room_number(4), cancel_room{make::room_number(4)}, make::by(1, 99));
  bench.run();
  CHECK(bench.list(query).rooms.empty());
}

TEST_CASE("a restarted node reads the directory page by page, and says that it is warming until then") {
  node_limits limits;
  limits.cards_at_once = 2;
  node_bench bench{limits};
  for (std::uint64_t n = 1; n <= 5; ++n) bench.open(n, 3);
  bench.run();
  bench.restart();
  auto address = bench.reply();
  bench.node().deliver(call_directory{list_rooms{}, bench.machine_now() + second_ms, address});
  // The question is in the mailbox before the first page.
  bench.run();
  CHECK(bench.out.as<room_list>(address.request).warming);
  CHECK(bench.list().rooms.size() == 5);
  CHECK_FALSE(bench.list().warming);
  CHECK(bench.metrics.directory.cards().value() == 5);
  CHECK(live(bench, entity_type::room) == 0);
}

TEST_CASE("a room that ends while the directory warms does not come back with an old card") {
  node_limits limits;
  limits.cards_at_once = 1;
  node_bench bench{limits};
  for (std::uint64_t n = 1; n <= 3; ++n) bench.open(n, 3);
  bench.run();
  bench.restart();
  bench.ask(soup, cancel_room{soup}, make::by(1, 99));
  bench.run();
  CHECK(bench.list().rooms.size() == 2);
  CHECK(bench.metrics.directory.cards().value() == 2);
}

TEST_CASE("the directory keeps so many rooms and lets the oldest go") {
  node_limits limits;
  limits.max_cards = 3;
  node_bench bench{limits};
  bench.run();
  for (std::uint64_t n = 1; n <= 5; ++n) {
    bench.open(n, 3);
    bench.run();
  }
  auto rooms = bench.list().rooms;
  REQUIRE(rooms.size() == 3);
  CHECK(rooms.back().room == make::room_number(3));
}

TEST_CASE("the timekeeper closes a room that is not in memory") {
  node_bench bench;
  bench.open(1, 3, make::meal(600));
  bench.run();
  bench.restart();
  CHECK(live(bench, entity_type::room) == 0);
  bench.pass(600 * second_ms + second_ms);
  auto seen = bench.ask(soup, read_room{soup}, {make::user(9)});
  bench.run();
  CHECK(bench.out.as<room_view>(seen).phase == room_phase::closed);
  CHECK(bench.metrics.entities.wake_ups(wake_step::claimed).value() >= 1);
  CHECK(bench.metrics.entities.wake_ups(wake_step::handled).value() ==
        bench.metrics.entities.wake_ups(wake_step::claimed).value());
}

TEST_CASE("a node that starts does at once what the one before was to do within seconds") {
  node_bench bench;
  bench.open(1, 3);
  bench.run();
  // The room has the seat on disk, and nobody has told person 2.
  bench.ask(soup, join_room{soup}, make::by(2, 2));
  while (bench.logs().head_of(soup.entity()).version < 2) bench.step();
  bench.restart();
  bench.pass(500);
  auto address = bench.reply();
  bench.node().deliver(call_user{make::user(2), read_user{}, bench.machine_now() + second_ms, address});
  bench.run();
  CHECK(bench.out.as<user_rooms>(address.request).rooms == std::vector{soup});
}

TEST_CASE("a node that was killed says nothing any more, whatever it had begun") {
  node_bench bench;
  bench.open(1, 3);
  bench.run();
  auto joined = bench.ask(soup, join_room{soup}, make::by(2, 2));
  bench.node().kill();
  bench.run();
  auto after = bench.ask(soup, join_room{soup}, make::by(3, 3));
  bench.pass(2 * minute_ms);
  CHECK_FALSE(bench.out.has(joined));
  CHECK_FALSE(bench.out.has(after));
  CHECK(live(bench, entity_type::room) == 0);
  CHECK(live(bench, entity_type::user) == 0);
  bench.restart();
  auto again = bench.ask(soup, join_room{soup}, make::by(2, 2));
  bench.run();
  CHECK(bench.out.as<seat_given>(again).seat == 2);
}

TEST_CASE("an idle room leaves memory, and comes back with all it knew") {
  node_bench bench;
  bench.open(1, 3, make::meal(0));
  bench.run();
  auto joined = bench.ask(soup, join_room{soup}, make::by(2, 2));
  bench.pass(5 * minute_ms);
  CHECK(bench.out.has(joined));
  CHECK(live(bench, entity_type::room) == 0);
  CHECK(live(bench, entity_type::user) == 0);
  auto again = bench.ask(soup, join_room{soup}, make::by(2, 2));
  bench.run();
  CHECK(bench.out.as<seat_given>(again).seat == 2);
  CHECK(bench.metrics.entities.duplicates().value() == 1);
}

TEST_CASE("a request that arrives at the moment of resting is answered") {
  node_bench bench;
  bench.open(1, 3, make::meal(0));
  bench.pass(5 * minute_ms);
  auto rests = [&] { return bench.metrics.entities.passivations(entity_type::room).value(); };
  REQUIRE(rests() == 1);
  for (time_ms gap = 58 * second_ms; gap < 64 * second_ms; gap += 50) {
    auto first = bench.ask(soup, read_room{soup}, {make::user(9)});
    bench.pass(gap - 50);
    // Behind the tick on which the room may rest, if that is due now.
    bench.move_clock(50);
    auto second = bench.ask(soup, read_room{soup}, {make::user(9)});
    bench.run();
    REQUIRE(bench.out.has(first));
    REQUIRE(bench.out.has(second));
  }
  CHECK(rests() > 1);
}

}  // namespace moim::node_cases
