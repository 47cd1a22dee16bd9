#include "tests/actors/support/node_bench.hpp"

/// The directory asked and followed on a whole node.
using namespace moim;
using namespace moim::bench;

namespace {

/// A page as the pushes of its list make it.
struct list_follower {
  listing_number listing = 0;
  std::uint64_t version = 0;
  std::vector<room_card> page;

  explicit list_follower(const listing_followed& begun)
      : listing(begun.listing), version(begun.version), page(begun.rooms) {}
  void read(const recording_outlet& out, std::size_t from) {
    for (auto i = from; i < out.lists.size(); ++i) {
      if (out.lists[i]->listing() != listing) continue;
      CHECK(std::visit([](auto& each) { return each.version; }, out.lists[i]->push) == ++version);
      take_push(page, out.lists[i]->push);
    }
  }
};

moim::kind hidden_kind() {
  auto kind = make::meal();
  kind.listing = listing_rule::unlisted;
  kind.facets.emplace().part<entry_code>().emplace();
  return kind;
}

}  // namespace

TEST_CASE("pages go on by cursor in any order, and a cursor of another list is refused") {
  node_bench bench;
  bench.run();
  for (std::uint64_t n = 1; n <= 5; ++n) bench.open(n, static_cast<std::uint32_t>(n));
  bench.run();
  list_rooms query;
  query.order = list_order::fullest;
  query.limit = 2;
  std::vector<std::uint64_t> all;
  do {
    auto page = bench.list(query);
    for (const auto& card : page.rooms) all.push_back(card.room.low);
    CHECK_FALSE(page.before);
    query.cursor = page.cursor;
  } while (query.cursor);
  CHECK(all == std::vector<std::uint64_t>{1, 2, 3, 4, 5});
  query.limit = 1;
  query.cursor = bench.list(query).cursor;
  REQUIRE(query.cursor);
  query.kind = "meal";
  CHECK(bench.out.refusal(bench.ask_directory(query)).code == errc::cursor_invalid);
  query.cursor = "nonsense";
  CHECK(bench.out.refusal(bench.ask_directory(query)).code == errc::cursor_invalid);
}

TEST_CASE("the last room of a page is as good as a cursor, of the newest first alone") {
  node_bench bench;
  bench.run();
  for (std::uint64_t n = 1; n <= 3; ++n) bench.open(n, 3);
  bench.run();
  list_rooms query;
  query.limit = 1;
  auto first = bench.list(query);
  REQUIRE(first.before);
  REQUIRE(first.cursor);
  auto by_cursor = query;
  by_cursor.cursor = first.cursor;
  query.before = first.before;
  CHECK(bench.list(query) == bench.list(by_cursor));
  query.cursor = first.cursor;
  CHECK(bench.out.refusal(bench.ask_directory(query)).code == errc::invalid_params);
  query.cursor.reset();
  query.order = list_order::hot;
  CHECK(bench.out.refusal(bench.ask_directory(query)).code == errc::invalid_params);
}

TEST_CASE("a room that is not listed is found by its code, however that is written, and by no other") {
  node_bench bench;
  bench.run();
  bench.open(1, 3, hidden_kind());
  bench.run();
  CHECK(bench.list().rooms.empty());
  auto asked = bench.ask(make::room_number(1), read_code{make::room_number(1)}, make::by(1, 50));
  bench.run();
  auto code = bench.out.as<entry_code_told>(asked).letters;
  auto spaced = code.substr(0, 4) + " - " + code.substr(4);
  for (auto& each : spaced) each = static_cast<char>(std::tolower(each));
  for (const auto& said : {code, spaced}) {
    auto found = bench.out.as<room_found>(bench.ask_directory(find_room{said}));
    CHECK(found.card.room == make::room_number(1));
    CHECK(found.card.needs_code);
  }
  code[0] = code[0] == 'A' ? 'B' : 'A';
  CHECK(bench.out.refusal(bench.ask_directory(find_room{code})).code == errc::room_not_found);
  bench.ask(make::room_number(1), cancel_room{make::room_number(1)}, make::by(1, 99));
  bench.run();
  CHECK(bench.out.refusal(bench.ask_directory(find_room{spaced})).code == errc::room_not_found);
}

TEST_CASE("a list that is followed is pushed what changes on it, a few times a second, until nobody follows it") {
  node_bench bench;
  bench.run();
  bench.open(1, 3);
  bench.run();
  list_follower follower{bench.out.as<listing_followed>(bench.ask_directory(subscribe_listing{}))};
  CHECK(follower.page.size() == 1);
  for (std::uint64_t n = 2; n <= 4; ++n) bench.open(n, 3);
  bench.run();
  CHECK(bench.out.lists.empty());
  bench.pass(node_limits{}.lists_every);
  CHECK(bench.out.lists.size() == 1);
  bench.ask(make::room_number(2), cancel_room{make::room_number(2)}, make::by(1, 99));
  bench.pass(second_ms);
  follower.read(bench.out, 0);
  CHECK(follower.page == bench.list().rooms);
  CHECK(follower.page.size() == 3);
  auto told = bench.out.lists.size();
  bench.node().deliver(unfollow_listing{follower.listing, &bench.out});
  bench.open(7, 3);
  bench.pass(second_ms);
  CHECK(bench.out.lists.size() == told);
}

TEST_CASE("two who follow the same list are told once, until both have left") {
  node_bench bench;
  bench.run();
  auto first = bench.out.as<listing_followed>(bench.ask_directory(subscribe_listing{}));
  auto second = bench.out.as<listing_followed>(bench.ask_directory(subscribe_listing{}));
  CHECK(first.listing == second.listing);
  bench.open(1, 3);
  bench.pass(second_ms);
  CHECK(bench.out.lists.size() == 1);
  bench.node().deliver(unfollow_listing{first.listing, &bench.out});
  bench.open(2, 3);
  bench.pass(second_ms);
  CHECK(bench.out.lists.size() == 2);
}

TEST_CASE("a list that cannot be, and one too many, is not followed") {
  node_limits limits;
  limits.max_live_listings = 1;
  node_bench bench{limits};
  bench.run();
  subscribe_listing wanted;
  wanted.order = list_order::nearest;
  CHECK(bench.out.refusal(bench.ask_directory(wanted)).code == errc::invalid_params);
  wanted.order = list_order::hot;
  bench.out.as<listing_followed>(bench.ask_directory(wanted));
  wanted.order = list_order::fullest;
  CHECK(bench.out.refusal(bench.ask_directory(wanted)).code == errc::overloaded);
}

TEST_CASE("past the most cards the oldest room leaves the list") {
  node_limits limits;
  limits.max_cards = 2;
  node_bench bench{limits};
  bench.run();
  for (std::uint64_t n = 1; n <= 3; ++n) bench.open(n, 3);
  bench.run();
  auto rooms = bench.list().rooms;
  REQUIRE(rooms.size() == 2);
  CHECK(rooms[1].room == make::room_number(2));
}

TEST_CASE("a room that goes while the directory is being read stays away") {
  node_limits limits;
  limits.cards_at_once = 1;
  node_bench bench{limits};
  bench.open(1, 3);
  bench.open(2, 3);
  bench.run();
  bench.restart();
  bench.ask(make::room_number(2), cancel_room{make::room_number(2)}, make::by(1, 99));
  bench.run();
  auto page = bench.list();
  CHECK_FALSE(page.warming);
  REQUIRE(page.rooms.size() == 1);
  CHECK(page.rooms[0].room == make::room_number(1));
}
