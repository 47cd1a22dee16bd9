#include "domain/inbox/inbox.hpp"
#include "tests/support/make.hpp"

#include <catch2/catch.hpp>

namespace moim::room_reading_cases {
namespace {

/// An inbox that is asked by person 1.
struct reader {
  inbox state;
  time_ms now = make::noon_ms;
  version at = 0;
  std::uint64_t last_key = 0;

  result<inbox_answer> ask(const inbox_command& command, const caller& who) {
    auto decided = decide(state, command, who, now);
    if (!decided) return tl::unexpected{decided.error()};
    if (!decided->events.empty()) ++at;
    for (const auto& event : decided->events) apply(state, event, {at, now});
    return decided->answer;
  }
  result<inbox_answer> ask(const inbox_command& command) { return ask(command, make::by(1, ++last_key, now)); }
  /// The room's n-th notice lands.
  void hear(std::uint64_t room, std::uint64_t n) {
    note told;
    told.what = note_kind::noticed;
    told.room = make::room_number(room);
    told.notice = n;
    told.event = "applied";
    REQUIRE(ask(put_note{told}, {}));
  }
  inbox_badge badge() { return std::get<inbox_badge>(*ask(read_badge{})); }
  std::vector<note> notes() { return std::get<inbox_page>(*ask(read_inbox{0, 256})).notes; }
};

const room_id soup = make::room_number(1);

TEST_CASE("a mark of a room's notices goes up and never back, and leaves the inbox's own mark alone") {
  reader r;
  REQUIRE(r.ask(mark_inbox{7, soup}));
  CHECK(read_to(r.state.rooms, soup) == 7);
  auto before = r.at;
  REQUIRE(r.ask(mark_inbox{6, soup}));
  REQUIRE(r.ask(mark_inbox{7, soup}));
  CHECK(r.at == before);
  CHECK(read_to(r.state.rooms, soup) == 7);
  REQUIRE(r.ask(mark_inbox{9, soup}));
  CHECK(read_to(r.state.rooms, soup) == 9);
  CHECK(read_to(r.state.rooms, make::room_number(2)) == 0);
  CHECK(r.state.read_to == 0);
}

TEST_CASE("of rooms that are marked the inbox knows 256, and the one marked longest ago goes first") {
  reader r;
  for (std::uint64_t n = 1; n <= max_room_cursors; ++n) REQUIRE(r.ask(mark_inbox{5, make::room_number(n)}));
  REQUIRE(r.ask(mark_inbox{6, soup}));
  REQUIRE(r.ask(mark_inbox{5, make::room_number(1'000)}));
  CHECK(r.state.rooms.cursors.size() == max_room_cursors);
  CHECK(read_to(r.state.rooms, soup) == 6);
  CHECK(read_to(r.state.rooms, make::room_number(2)) == 0);
}

TEST_CASE("what comes while its room is muted is kept, quiet, and does not count, then or later") {
  reader r;
  r.hear(1, 1);
  CHECK(r.badge().count == 1);
  REQUIRE(r.ask(mute_room{soup}));
  CHECK(r.badge().count == 0);
  r.hear(1, 2);
  r.hear(2, 1);
  CHECK(r.badge().notes == 1);
  REQUIRE(r.ask(unmute_room{soup}));
  CHECK(r.badge().notes == 2);
  auto notes = r.notes();
  REQUIRE(notes.size() == 3);
  CHECK_FALSE(notes[0].quiet);
  CHECK(notes[1].quiet == true);
  CHECK_FALSE(notes[2].quiet);
}

TEST_CASE("a match in a room that is muted disturbs all the same") {
  reader r;
  REQUIRE(r.ask(mute_room{soup}));
  note told;
  told.room = soup;
  REQUIRE(r.ask(put_note{told}, {}));
  CHECK_FALSE(r.notes().front().quiet);
  CHECK(r.badge().count == 1);
}

TEST_CASE("a note that rides in is as quiet as one that is sent, and none brings its own quiet along") {
  reader r;
  REQUIRE(r.ask(mute_room{soup}));
  for (std::uint64_t room : {1, 2}) {
    note told;
    told.what = note_kind::noticed;
    told.room = make::room_number(room);
    told.quiet = true;
    for (const auto& event : rider_of(told)) apply(r.state, event, {++r.at, r.now});
  }
  CHECK(r.notes()[0].quiet == true);
  CHECK_FALSE(r.notes()[1].quiet);
}

TEST_CASE("what is read does not count, and what was muted is in the badge's list") {
  reader r;
  r.hear(1, 1);
  r.hear(1, 2);
  REQUIRE(r.ask(mark_inbox{1}));
  REQUIRE(r.ask(mark_inbox{4, soup}));
  REQUIRE(r.ask(mute_room{make::room_number(2)}));
  auto badge = r.badge();
  CHECK(badge.notes == 1);
  CHECK(badge.rooms == std::vector<room_badge>{{soup, 4, false, 0}, {make::room_number(2), 0, true, 0}});
}

TEST_CASE("to mute a room again changes nothing, and neither does letting one disturb that may") {
  reader r;
  REQUIRE(r.ask(unmute_room{soup}));
  CHECK_FALSE(is_muted(r.state.rooms, soup));
  REQUIRE(r.ask(mute_room{soup}));
  REQUIRE(r.ask(mute_room{soup}));
  CHECK(r.state.rooms.muted.size() == 1);
}

TEST_CASE("a request to mute that comes again late does not mute once more") {
  reader r;
  auto first = make::by(1, 70, r.now);
  REQUIRE(r.ask(mute_room{soup}, first));
  REQUIRE(r.ask(unmute_room{soup}));
  REQUIRE(r.ask(mute_room{soup}, first));
  CHECK_FALSE(is_muted(r.state.rooms, soup));
  auto other = first;
  other.parameters = 2;
  CHECK(r.ask(mute_room{make::room_number(2)}, other).error().code == errc::key_reused);
  r.now += key_memory_ms;
  CHECK(r.ask(mute_room{soup}, make::by(1, 71, make::noon_ms)).error().code == errc::key_expired);
  CHECK(r.ask(mute_room{soup}, make::by(1, 72, r.now + hour_ms)).error().code == errc::key_ahead);
}

TEST_CASE("a person mutes 256 rooms, and is told when there are too many") {
  reader r;
  for (std::uint64_t n = 1; n <= max_muted_rooms; ++n) {
    r.now += second_ms;
    REQUIRE(r.ask(mute_room{make::room_number(n)}));
  }
  CHECK(r.ask(mute_room{make::room_number(999)}).error().code == errc::too_many_muted);
  REQUIRE(r.ask(mute_room{soup}));
  REQUIRE(r.ask(unmute_room{soup}));
  CHECK(r.ask(mute_room{make::room_number(999)}));
}

}  // namespace
}  // namespace moim::room_reading_cases
