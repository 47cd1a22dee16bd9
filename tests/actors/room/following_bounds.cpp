#include "tests/actors/support/room_bench.hpp"

/// What a returning client costs the room is bounded, and past the bound it gets a fresh snapshot (P7).
using namespace moim;
using namespace moim::bench;

namespace {

/// Thousands of changes in few commits, as a hot room makes them.
void fill_and_empty(room_bench& node, std::uint64_t people) {
  for (std::uint64_t user = 2; user < 2 + people; ++user) node.join(user);
  node.run();
  for (std::uint64_t user = 2; user < 2 + people; ++user) node.leave(user);
  node.run();
}

}  // namespace

TEST_CASE("who missed too many changes gets a snapshot, however few the commits") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(4'000);
  auto token = to_text(w.logs->head_of(the_room.entity()));
  fill_and_empty(node, 1'000);
  auto few = node.follow(9'001, token);
  node.run();
  CHECK(node.out.follow(few).answer.recovered);
  node.pass(1);
  fill_and_empty(node, 3'500);
  auto many = node.follow(9'002, token);
  node.run();
  REQUIRE_FALSE(node.out.follow(many).answer.recovered);
  CHECK(node.out.follow(many).answer.snapshot->taken == 1);
}

TEST_CASE("who missed more than the room may tell them of gets a snapshot, in one commit or in many") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(100);
  auto at = [&] { return to_text(w.logs->head_of(the_room.entity())); };
  auto many_commits = at();
  for (std::uint64_t user = 2; user < 8; ++user) {
    node.join(user);
    node.run();
  }
  auto one_commit = at();
  fill_and_empty(node, 20);
  auto recovered = [&](const std::string& token, std::size_t changes_at_most) {
    auto asked = node.follow(9'001, token, changes_at_most);
    node.run();
    return node.out.follow(asked).answer.recovered;
  };
  CHECK(recovered(one_commit, 1'000));
  CHECK_FALSE(recovered(one_commit, 10));
  CHECK(recovered(many_commits, 1'000));
  CHECK_FALSE(recovered(many_commits, 5));
  CHECK(recovered(at(), 0));
}

TEST_CASE("when hundreds return at once some get a snapshot, and all are answered") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(10);
  auto token = to_text(w.logs->head_of(the_room.entity()));
  node.join(2);
  node.run();
  node.faults().reads.assign(300, {store::call_fault::none, 0, 50});
  std::vector<request_number> asked;
  for (std::uint64_t user = 0; user < 300; ++user) asked.push_back(node.follow(100 + user, token));
  node.pass(100);
  std::size_t recovered = 0;
  for (auto each : asked) recovered += node.out.follow(each).answer.recovered ? 1 : 0;
  CHECK(recovered == 256);
}
