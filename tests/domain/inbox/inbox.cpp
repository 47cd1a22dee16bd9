#include "domain/inbox/inbox.hpp"

#include "tests/support/make.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

struct inbox_case {
  inbox state;
  time_ms now = make::noon_ms;
  version at = 0;

  void run(const inbox_command& command) {
    auto decided = decide(state, command, {}, now);
    REQUIRE(decided);
    if (decided->events.empty()) return;
    ++at;
    for (const auto& event : decided->events) apply(state, event, {at, now});
  }
  void put(std::uint64_t ticket, note_kind what = note_kind::matched) {
    note told;
    told.ticket = {1, ticket};
    told.what = what;
    run(put_note{told});
  }
  inbox_page read(read_inbox asked = {}) { return std::get<inbox_page>(decide(state, asked, {}, now)->answer); }
};

TEST_CASE("news is in the inbox once, however often it is sent") {
  inbox_case box;
  box.put(1);
  box.put(2);
  box.put(1);
  box.put(1, note_kind::ticket_ended);
  auto page = box.read();
  REQUIRE(page.notes.size() == 3);
  CHECK(page.notes[0].number == 1);
  CHECK(page.notes[2].number == 3);
  CHECK(page.notes[2].what == note_kind::ticket_ended);
  CHECK(page.last == 3);
}

TEST_CASE("a note that rides in gets the next number there, and changes nothing if the news is known") {
  inbox_case box;
  box.put(1);
  note told;
  told.ticket = {1, 2};
  for (int i = 0; i < 2; ++i)
    for (const auto& event : rider_of(told)) apply(box.state, event, {++box.at, box.now});
  auto page = box.read();
  REQUIRE(page.notes.size() == 2);
  CHECK(page.notes[1].number == 2);
  CHECK(page.notes[1].at_ms == box.now);
  CHECK(page.last == 2);
  auto event = rider_of(told).at(0);
  REQUIRE(find_note(box.state, event));
  CHECK(find_note(box.state, event)->number == 2);
  CHECK_FALSE(find_note(inbox{}, event));
}

TEST_CASE("a ticket that is matched again, since a failover took its match, is news of another room") {
  inbox_case box;
  note told;
  told.ticket = {1, 1};
  for (std::uint64_t room : {5, 6, 5}) {
    told.room = room_id{2, room};
    box.run(put_note{told});
  }
  CHECK(box.read().notes.size() == 2);
  // What was taken before rooms were part of the names is known whatever its room.
  inbox before;
  before.news.push_back({{told.ticket, note_kind::matched, 0}, make::noon_ms});
  CHECK(decide(before, put_note{told}, {}, make::noon_ms)->events.empty());
  CHECK(may_lose(box.state, told, box.now + delivery_agrees_ms - 1));
  CHECK_FALSE(may_lose(box.state, told, box.now + delivery_agrees_ms));
}

TEST_CASE("reading goes on after what was read, and a mark never goes back or ahead of what is there") {
  inbox_case box;
  for (std::uint64_t n = 1; n <= 5; ++n) box.put(n);
  box.run(mark_inbox{3});
  box.run(mark_inbox{2});
  CHECK(box.read().read_to == 3);
  CHECK(box.read().notes.size() == 2);
  CHECK(box.read({0, 2}).notes.back().number == 2);
  CHECK(box.read({4, {}}).notes.size() == 1);
  box.run(mark_inbox{99});
  CHECK(box.read().read_to == 5);
}

TEST_CASE("an inbox is bounded: the oldest notes go, and it says up to where") {
  inbox_case box;
  for (std::uint64_t n = 1; n <= max_notes + 10; ++n) box.put(n);
  auto page = box.read({0, 256});
  CHECK(page.notes.size() <= max_notes);
  CHECK(page.notes.size() >= max_notes * 7 / 8);
  CHECK(page.forgotten == max_notes + 10 - page.notes.size());
  // What is forgotten as a note is still known as news.
  box.put(1);
  CHECK(box.read().last == max_notes + 10);
  for (std::uint64_t n = 1'000; n <= 1'000 + 2 * max_news; ++n) box.put(n);
  CHECK(box.state.news.size() <= max_news);
}

TEST_CASE("news of ends does not push an unread match out, and what was read goes first") {
  inbox_case box;
  box.put(1);
  box.put(2, note_kind::proposed);
  box.put(3, note_kind::ticket_ended);
  for (std::uint64_t n = 10; n < 10 + 4 * max_notes; ++n) box.put(n, note_kind::ticket_ended);
  auto page = box.read({0, 256});
  REQUIRE(page.notes.size() >= 2);
  CHECK(page.notes[0].number == 1);
  CHECK(page.notes[1].number == 2);
  CHECK(page.notes[2].number == page.forgotten + 1);
  // Read matches make room for unread ends.
  box.run(mark_inbox{box.state.last});
  for (std::uint64_t n = 5'000; n < 5'000 + max_notes / 2; ++n) box.put(n, note_kind::ticket_ended);
  auto unread = box.read({std::nullopt, 256});
  CHECK(unread.notes.size() == max_notes / 2);
  CHECK(unread.forgotten < unread.notes.front().number);
  // And if there is nothing but unread matches, the oldest of them go.
  for (std::uint64_t n = 9'000; n < 9'000 + 2 * max_notes; ++n) box.put(n);
  CHECK(box.read({0, 256}).notes.back().ticket == ticket_id{1, 9'000 + 2 * max_notes - 1});
}

}  // namespace
}  // namespace moim
