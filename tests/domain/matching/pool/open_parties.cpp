#include "domain/matching/pool/open_parties.hpp"

#include "domain/matching/pool/pool_restoring.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

user_id person(std::uint64_t n) { return {0, n}; }

open_party party(std::uint64_t id, time_ms until, std::vector<user_id> users) {
  open_party made;
  made.ticket.id = {0, id};
  made.ticket.users = users;
  made.until = until;
  made.asked.assign(users.begin() + 1, users.end());
  return made;
}

TEST_CASE("a person has the place of the party that they have begun or joined, and is asked by the others") {
  open_parties all;
  all.add(party(1, 10, {person(1), person(2)}));
  all.add(party(2, 20, {person(3), person(2)}));
  CHECK(all.place_of(person(1)) == ticket_id{0, 1});
  CHECK_FALSE(all.place_of(person(2)));
  CHECK(all.asking(person(2)) == std::vector<ticket_id>{{0, 1}, {0, 2}});
  all.accept({0, 2}, person(2));
  CHECK(all.place_of(person(2)) == ticket_id{0, 2});
  CHECK(all.asking(person(2)) == std::vector<ticket_id>{{0, 1}});
  all.remove({0, 2});
  CHECK_FALSE(all.place_of(person(2)));
  CHECK_FALSE(all.place_of(person(3)));
  all.remove({0, 1});
  all.remove({0, 1});
  CHECK(all.size() == 0);
  CHECK(all.due().empty());
  CHECK(all.bytes() == open_parties{}.bytes());
}

TEST_CASE("a place is not lost when what is over by one slice is played again over a newer one") {
  open_parties all;
  all.add(party(7, 70, {person(1), person(2)}));
  // Played again, from before.
  all.add(party(3, 30, {person(1), person(4)}));
  all.add(party(4, 40, {person(5), person(2)}));
  all.accept({0, 4}, person(2));
  all.remove({0, 3});
  all.remove({0, 4});
  CHECK(all.place_of(person(1)) == ticket_id{0, 7});
  CHECK(all.asking(person(2)) == std::vector<ticket_id>{{0, 7}});
  CHECK_FALSE(all.place_of(person(2)));
  // And in the other order.
  all.add(party(9, 90, {person(1), person(2)}));
  all.remove({0, 7});
  CHECK(all.place_of(person(1)) == ticket_id{0, 9});
}

TEST_CASE("a draft shows what has changed in it, and leaves what is under it as it was") {
  open_parties under;
  under.add(party(1, 10, {person(1), person(2)}));
  under.add(party(2, 20, {person(3), person(2)}));
  open_parties draft{&under};
  draft.accept({0, 2}, person(2));
  draft.remove({0, 1});
  draft.add(party(3, 15, {person(1), person(2)}));
  CHECK_FALSE(draft.find({0, 1}));
  CHECK(draft.find({0, 2})->accepted == std::vector{person(2)});
  CHECK(draft.place_of(person(1)) == ticket_id{0, 3});
  CHECK(draft.asking(person(2)) == std::vector<ticket_id>{{0, 3}});
  CHECK(draft.next_after(0) == 15);
  CHECK(draft.next_after(15) == 20);
  draft.remove({0, 2});
  CHECK_FALSE(draft.next_after(15));
  CHECK_FALSE(draft.place_of(person(2)));
  CHECK(under.find({0, 1}));
  CHECK(under.find({0, 2})->accepted.empty());
  CHECK(under.asking(person(2)).size() == 2);
  CHECK(under.next_after(0) == 10);
}

TEST_CASE("a pool comes back from its slices with its open parties, whatever each slice knows already") {
  pool before;
  ticket first;
  first.id = {0, 1};
  first.users = {person(1), person(2), person(3)};
  auto second = first;
  second.id = {0, 2};
  second.users = {person(4), person(2)};
  apply(before, party_invited{first, 10, {person(2), person(3)}}, {1, 0});
  apply(before, party_invited{second, 20, {person(2)}}, {2, 0});
  apply(before, party_accepted{{0, 1}, person(3)}, {3, 0});
  pool_restoring restoring{before.base(), 3};
  for (std::size_t slice = 0; slice < pool_slices; ++slice) restoring.add(slice, before.part(slice), 3);
  while (!restoring.step()) continue;
  auto after = restoring.release();
  CHECK(after.parties().place_of(person(3)) == ticket_id{0, 1});
  CHECK(after.parties().asking(person(2)) == before.parties().asking(person(2)));
  CHECK(after.parties().due() == before.parties().due());
  CHECK(next_wake(after) == 10);
  // It is in the slices already.
  apply(after, party_accepted{{0, 1}, person(3)}, {3, 0});
  CHECK(after.parties().find({0, 1})->accepted.size() == 1);
  apply(after, party_closed{{0, 1}, ticket_end::party_silent, {person(1)}, 0}, {4, 10});
  CHECK(after.parties().size() == 1);
}

}  // namespace
}  // namespace moim
