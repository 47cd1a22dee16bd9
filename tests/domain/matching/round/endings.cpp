#include "tests/domain/matching/support/round_case.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

using matching_test::apply_for;
using matching_test::for_room;
using matching_test::meal;
using matching_test::pool_case;
using matching_test::round_case;

TEST_CASE("a ticket that ends is out of play, and the proposal that held it will be closed") {
  auto kind = meal();
  kind.accept_within_s = 10;
  pool_case pool{kind};
  pool.give(0, {apply_for(1, {}, {}), apply_for(2, {}, {}), apply_for(3, {"GAEPO"}, {})});
  round_case round{pool.state, 1'000};
  round.ends.write_ended();
  CHECK(round.draft.events.empty());
  for (std::uint64_t id : {1, 3}) round.ends.end(*round.draft.find({0, id}), ticket_end::cancelled);
  CHECK_FALSE(round.draft.find({0, 1}));
  CHECK(round.draft.find({0, 2}));
  CHECK(round.open.release_closing() == std::vector<std::uint64_t>{1});
  round.ends.write_ended();
  round.ends.write_ended();
  auto ended = round.written<tickets_ended>();
  REQUIRE(ended.size() == 1);
  CHECK(ended[0].tickets == std::vector<ended_ticket>{{{0, 1}, ticket_end::cancelled, {{0, 1}}, 0},
                                                      {{0, 3}, ticket_end::cancelled, {{0, 3}}, 0}});
}

TEST_CASE("when a room's ticket ends, nobody has waited") {
  auto kind = meal();
  kind.backfill = true;
  pool_case pool{kind};
  pool.give(0, {for_room(9, 1, 5)});
  round_case round{pool.state, 1'000};
  round.ends.end(*round.draft.find({0, 5}), ticket_end::cancelled);
  round.ends.write_ended();
  CHECK(round.written<tickets_ended>()[0].tickets[0].users.empty());
}

TEST_CASE("people who are away are spared if nobody had looked for them") {
  auto kind = meal();
  kind.absent_after_s = 20;
  kind.presence_every_s = 10;
  pool_case pool{kind};
  pool.give(0, {apply_for(1, {}, {})});
  pool.give(1'000, {set_presence{{0, 1}, false}});
  auto which = *pool.state.table().find({0, 1});
  {
    round_case in_time{pool.state, 21'000};
    CHECK(in_time.ends.end_if_over(which));
    in_time.ends.write_spared();
    CHECK(in_time.draft.events.empty());
  }
  round_case late{pool.state, 22'000};
  CHECK_FALSE(late.ends.end_if_over(which));
  late.ends.write_spared();
  REQUIRE(late.written<presence_changed>().size() == 1);
  CHECK(late.written<presence_changed>()[0].here_until == 32'000);
}

}  // namespace
}  // namespace moim
