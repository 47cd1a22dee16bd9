#include "tests/actors/support/room_bench.hpp"

/// P7: a client that returns gets every event it missed, once, in order, or a fresh snapshot. Never a part of them.
using namespace moim;
using namespace moim::bench;

namespace {

struct opened {
  explicit opened(moim::kind kind = make::meal(), store_kind store = store_kind::own) : node{w, store} {
    node.open(1'200, std::move(kind));
  }
  recording_outlet::follow_answer follow(std::uint64_t user, std::optional<std::string> token = std::nullopt) {
    auto asked = node.follow(user, std::move(token));
    node.run();
    return node.out.follow(asked);
  }
  std::string token() { return to_text(w.logs->head_of(the_room.entity())); }
  void join(std::uint64_t user) {
    auto asked = node.join(user);
    node.run();
    node.seat_of(asked);
  }
  world w;
  room_bench node;
};

moim::kind discreet() {
  auto kind = make::meal();
  kind.who_sees_members = roster::members;
  return kind;
}

}  // namespace

TEST_CASE("a new follower gets the room as it is and every commit from then on") {
  opened o;
  o.join(2);
  auto first = o.follow(9);
  CHECK_FALSE(first.answer.recovered);
  CHECK(first.answer.snapshot->taken == 2);
  CHECK(first.answer.token == o.token());
  o.join(3);
  o.join(4);
  REQUIRE(o.node.out.publications.size() == 2);
  CHECK(seen_by(*o.node.out.publications[0]).from == 3);
  CHECK(seen_by(*o.node.out.publications[1]).to == 4);
  CHECK(seen_by(*o.node.out.publications[1]).token == o.token());
  CHECK(seen_by(*o.node.out.publications[1]).taken == 4);
}

TEST_CASE("a room that does not exist cannot be followed") {
  world w;
  room_bench node{w, store_kind::own};
  auto asked = node.follow(1);
  node.run();
  CHECK(node.refusal(asked) == errc::room_not_found);
}

TEST_CASE("the newest token is recovered with nothing missed") {
  opened o;
  auto again = o.follow(1, o.token());
  CHECK(again.answer.recovered);
  CHECK(again.answer.missed.empty());
  CHECK_FALSE(again.answer.snapshot);
}

TEST_CASE("missed events come once, in order, without gaps") {
  opened o;
  o.join(2);
  auto token = o.token();
  for (std::uint64_t user = 3; user < 400; ++user) o.join(user);
  auto again = o.follow(1, token);
  REQUIRE(again.answer.recovered);
  REQUIRE(again.answer.missed.size() == 1);
  const auto& missed = again.answer.missed[0];
  CHECK(missed.from == 3);
  CHECK(missed.to == 399);
  REQUIRE(missed.changes.size() == 397);
  for (std::uint64_t i = 0; i < 397; ++i) CHECK(missed.changes[i].user == make::user(3 + i));
  CHECK(again.answer.token == o.token());
}

TEST_CASE("commits that happen while the log is read are missed by nobody") {
  opened o;
  auto token = o.token();
  for (std::uint64_t user = 2; user < 10; ++user) o.join(user);
  o.node.faults().reads = {{store::call_fault::none, 0, 50}, {store::call_fault::none, 0, 50}};
  auto asked = o.node.follow(1, token);
  o.node.pass(10);
  for (std::uint64_t user = 10; user < 15; ++user) o.join(user);
  o.node.pass(50);
  for (std::uint64_t user = 15; user < 18; ++user) o.join(user);
  o.node.pass(100);
  auto answer = o.node.out.follow(asked).answer;
  REQUIRE(answer.recovered);
  std::vector<std::uint64_t> seen;
  for (const auto& change : answer.missed.at(0).changes) seen.push_back(change.user->low);
  version next = answer.missed.at(0).to + 1;
  for (const auto& publication : o.node.out.publications) {
    CHECK(seen_by(*publication).from == next++);
    for (const auto& change : seen_by(*publication).changes) seen.push_back(change.user->low);
  }
  std::vector<std::uint64_t> all;
  for (std::uint64_t user = 2; user < 18; ++user) all.push_back(user);
  CHECK(seen == all);
}

TEST_CASE("who missed too much gets a snapshot") {
  opened o;
  auto token = o.token();
  for (std::uint64_t user = 2; user < 1'030; ++user) o.join(user);
  auto again = o.follow(1, token);
  CHECK_FALSE(again.answer.recovered);
  CHECK(again.answer.snapshot->taken == 1'029);
}

TEST_CASE("a token whose commits were forgotten gets a snapshot") {
  opened o;
  auto token = o.token();
  o.node.churn(500);
  REQUIRE(o.w.logs->records_of(the_room.entity()).front().version > 1);
  auto again = o.follow(1, token);
  CHECK_FALSE(again.answer.recovered);
  CHECK(again.answer.snapshot->taken == 1);
}

TEST_CASE("a token of the future, of nothing, or of another log gets a snapshot") {
  opened o;
  o.join(2);
  for (auto token : {"9-0000000000000001", "0-0000000000000000", "2-0000000000000001", "1-0000000000000001"}) {
    auto again = o.follow(1, token);
    CHECK_FALSE(again.answer.recovered);
    CHECK(again.answer.snapshot->taken == 2);
  }
}

TEST_CASE("a log that cannot be read for a resumption costs a snapshot, not an error") {
  opened o;
  auto token = o.token();
  o.join(2);
  o.node.faults().reads = {{store::call_fault::unreachable, 0, 0}};
  auto again = o.follow(1, token);
  CHECK_FALSE(again.answer.recovered);
  CHECK(again.answer.snapshot->taken == 2);
}

TEST_CASE("a token from one node is good at another") {
  opened o{make::meal(), store_kind::shared};
  auto token = o.token();
  o.join(2);
  room_bench other{o.w};
  auto asked = other.follow(1, token);
  other.run();
  CHECK(other.out.follow(asked).answer.recovered);
  CHECK(other.out.follow(asked).answer.missed.at(0).changes.size() == 1);
}

TEST_CASE("a node that is behind a token catches up before it answers") {
  opened o{make::meal(), store_kind::shared};
  room_bench other{o.w};
  other.faults().follows_are_dead = true;
  other.restart();
  other.seen();
  o.join(2);
  auto asked = other.follow(1, o.token());
  other.run();
  CHECK(other.out.follow(asked).answer.recovered);
}

TEST_CASE("outsiders of a discreet room see that seats are taken, members see by whom") {
  opened o{discreet()};
  auto stranger = o.follow(9);
  auto host = o.follow(1);
  CHECK(stranger.who == audience::outsider);
  CHECK_FALSE(stranger.answer.snapshot->members);
  CHECK(host.who == audience::member);
  CHECK(host.answer.snapshot->members->size() == 1);
  o.join(2);
  const auto& publication = *o.node.out.publications.at(0);
  const auto& outside = seen_by(publication, audience::outsider);
  const auto& inside = seen_by(publication, audience::member);
  REQUIRE(outside.changes.size() == 1);
  CHECK_FALSE(outside.changes[0].user);
  CHECK(inside.changes[0].user == make::user(2));
  CHECK(outside.taken == 2);
}

TEST_CASE("who takes or loses a seat is another audience from the next publication on") {
  opened o{discreet()};
  o.follow(9);
  o.join(9);
  auto left = o.node.leave(9);
  o.node.run();
  o.node.out.as<done>(left);
  const auto& publications = o.node.out.publications;
  REQUIRE(publications.size() == 2);
  CHECK(publications[0]->moved == std::vector{std::pair{make::user(9), audience::member}});
  CHECK(publications[1]->moved == std::vector{std::pair{make::user(9), audience::outsider}});
}

TEST_CASE("who comes and goes in one commit ends as what they are after it") {
  opened o{discreet()};
  o.follow(9);
  o.node.join(9);
  o.node.leave(9);
  o.node.run();
  REQUIRE(o.node.out.publications.size() == 1);
  CHECK(o.node.out.publications[0]->moved.back() == std::pair{make::user(9), audience::outsider});
}

TEST_CASE("an outlet is published to once, however many of its sessions follow, and no more after it stopped") {
  opened o;
  o.follow(7);
  o.follow(8);
  o.join(2);
  CHECK(o.node.out.publications.size() == 1);
  o.node.unfollow();
  o.join(3);
  CHECK(o.node.out.publications.size() == 1);
}

TEST_CASE("events that are nobody's business are versions without changes") {
  opened o;
  o.follow(9);
  o.node.acknowledge(o.node.told.at(0).number);
  o.node.look();
  o.node.run();
  REQUIRE(o.node.out.publications.size() == 1);
  CHECK(seen_by(*o.node.out.publications[0]).changes.empty());
  CHECK(seen_by(*o.node.out.publications[0]).to == 2);
}
