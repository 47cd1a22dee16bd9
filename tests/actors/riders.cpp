#include "actors/riders.hpp"

#include "store/storage_codec.hpp"
#include "tests/support/make_tickets.hpp"

#include <catch2/catch.hpp>

/// What rides, and what is left for the outbox.
namespace moim::riders_cases {
namespace {

using payload = std::variant<birth, note, backfill_proposal, membership_told>;

const entity_id source = pool_id{3, 4}.entity();
const entity_id room = make::room_number(1).entity();

birth of_two(kind with = make::meal()) {
  birth born;
  born.match = {1, 2};
  born.kind = std::move(with);
  born.members = {make::user(1), make::user(2)};
  return born;
}

note about(std::uint64_t ticket) {
  note told;
  told.ticket = {1, ticket};
  told.number = 99;
  return told;
}

deliveries_owed<payload> owing(std::vector<owed_item<payload>> items) { return {100, std::move(items)}; }

template <class Event>
std::vector<Event> events_in(const store::rider& of) {
  return store::decode_commit<Event>(of.record).value().events;
}

}  // namespace

TEST_CASE("what commutes rides, with the first numbers; the rest keeps its order") {
  auto owed = owing({{inbox_of(make::user(1)), about(1)},
                     {room, backfill_proposal{}},
                     {make::user(2).entity(), membership_told{membership::left}},
                     {make::room_number(2).entity(), backfill_proposal{}}});
  carried aboard;
  let_ride(owed, room, make::noon_ms, {}, aboard);
  REQUIRE(owed.items.size() == 2);
  CHECK(owed.items[0].target == room);
  CHECK(owed.first == 102);
  REQUIRE(aboard.riders.size() == 2);
  CHECK(aboard.riders[0].entity == inbox_of(make::user(1)));
  auto word = std::get<membership_noted>(events_in<user_event>(aboard.riders[1]).at(0));
  CHECK(word.room == make::room_number(1));
  CHECK(word.effect == 101);
  outbox<payload> box;
  apply(box, owed, {5, make::noon_ms}, every_delivery);
  CHECK(box.open.size() == 2);
  CHECK(box.last_number == 103);
}

TEST_CASE("a note rides without a number: its inbox gives it one") {
  auto owed = owing({{inbox_of(make::user(1)), about(1)}});
  carried aboard;
  let_ride(owed, source, make::noon_ms, {}, aboard);
  auto put = std::get<note_rode>(events_in<inbox_event>(aboard.riders.at(0)).at(0));
  CHECK(put.told.number == 0);
  CHECK(put.told.ticket == ticket_id{1, 1});
}

TEST_CASE("a birth rides whole: its room's first commit, wake-up and card, and what the room owes in its turn") {
  auto owed = owing({{room, of_two()}, {inbox_of(make::user(1)), about(1), 1}});
  carried aboard;
  let_ride(owed, source, make::noon_ms, {}, aboard);
  CHECK(owed.items.empty());
  REQUIRE(aboard.riders.size() == 4);
  moim::room born;
  const store::rider* first = nullptr;
  for (const auto& each : aboard.riders)
    if (each.entity == room) first = &each;
  REQUIRE(first);
  CHECK(first->begins);
  for (const auto& event : events_in<room_event>(*first)) apply(born, event, {1, make::noon_ms});
  CHECK(born.get<seats>().taken() == 2);
  CHECK(born.outbox.open.empty());
  REQUIRE(first->wake);
  CHECK(first->wake->at == next_wake(born, make::noon_ms));
  CHECK(first->card.has_value() == is_listable(born));
  CHECK(aboard.cards.size() == (is_listable(born) ? 1 : 0));
  CHECK(aboard.pushes.size() == 2);
}

TEST_CASE("a birth whose room's name is taken is left for the outbox, and with it the notes that come after it") {
  auto owed = owing({{inbox_of(make::user(9)), about(9)},
                     {room, of_two()},
                     {inbox_of(make::user(1)), about(1), 1},
                     {inbox_of(make::user(2)), about(2), 2}});
  carried aboard;
  let_ride(owed, source, make::noon_ms, {room}, aboard);
  CHECK(aboard.riders.size() == 1);
  REQUIRE(owed.items.size() == 3);
  CHECK(owed.items[0].target == room);
  CHECK(owed.items[1].behind == 1);
  CHECK(owed.items[2].behind == 2);
}

TEST_CASE("a hall of thousands that closes is told by the outbox: one append does not carry it all") {
  std::vector<owed_item<payload>> all;
  for (std::uint64_t n = 0; n <= max_riders; ++n)
    all.push_back({make::user(n).entity(), membership_told{membership::left}});
  auto owed = owing(std::move(all));
  carried aboard;
  let_ride(owed, room, make::noon_ms, {}, aboard);
  CHECK(aboard.riders.empty());
  CHECK(owed.items.size() == max_riders + 1);
  CHECK(owed.first == 100);
}

TEST_CASE("a birth without members does not ride") {
  auto owed = owing({{room, birth{}}});
  carried aboard;
  let_ride(owed, source, make::noon_ms, {}, aboard);
  CHECK(aboard.riders.empty());
  CHECK(owed.items.size() == 1);
}

}  // namespace moim::riders_cases
