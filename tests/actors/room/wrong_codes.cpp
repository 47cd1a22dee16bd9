#include "tests/actors/support/room_bench.hpp"

/// A refusal that leaves something behind: a wrong code is counted on disk.
using namespace moim;
using namespace moim::bench;

namespace {

kind with_code() {
  auto made = make::meal();
  made.facets.emplace().part<entry_code>().emplace();
  return made;
}

request_number try_code(room_bench& node, std::uint64_t n) {
  return node.ask(join_room{the_room, "AAAAAAAA"}, make::by(2, 100 + n, node.now()));
}

}  // namespace

TEST_CASE("a wrong code is refused, and counted on disk, so that another process counts on") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(4, with_code());
  for (std::uint64_t n = 0; n < max_wrong_codes; ++n) {
    auto asked = try_code(node, n);
    node.run();
    CHECK(node.refusal(asked) == errc::code_wrong);
  }
  CHECK(node.count<wrong_code_given>() == max_wrong_codes);
  node.restart();
  auto once_more = try_code(node, 99);
  node.run();
  CHECK(node.refusal(once_more) == errc::too_many_tries);
  CHECK(node.count<wrong_code_given>() == max_wrong_codes);
}

TEST_CASE("wrong codes of one batch count one by one") {
  world w;
  room_bench node{w, store_kind::own};
  node.open(4, with_code());
  std::vector<request_number> asked;
  for (std::uint64_t n = 0; n <= max_wrong_codes; ++n) asked.push_back(try_code(node, n));
  node.run();
  for (std::uint64_t n = 0; n < max_wrong_codes; ++n) CHECK(node.refusal(asked[n]) == errc::code_wrong);
  CHECK(node.refusal(asked.back()) == errc::too_many_tries);
}
