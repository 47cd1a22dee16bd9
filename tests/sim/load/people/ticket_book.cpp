#include "sim/load/people/ticket_book.hpp"

#include <catch2/catch.hpp>

namespace moim::load::ticket_book_cases {
namespace {

constexpr ticket_id ticket{1, 2};

note end_of(const ticket_id& which, std::uint64_t number, note_kind what = note_kind::matched) {
  note told;
  told.number = number;
  told.what = what;
  told.ticket = which;
  return told;
}

ticket_view seen_as(ticket_state state) {
  ticket_view view;
  view.ticket = ticket;
  view.state = state;
  return view;
}

/// One person.
struct fixture {
  sim::verdict found;
  ticket_book book{1, found};

  void submit() {
    book.asked(0, 50);
    book.acknowledged(0, ticket);
  }
};

TEST_CASE("a person hands in one ticket at a time, and the next once that has ended") {
  fixture f;
  CHECK(f.book.may_submit(0));
  f.book.asked(0, 50);
  CHECK_FALSE(f.book.may_submit(0));
  f.book.acknowledged(0, ticket);
  CHECK(f.book.waiting(0) == ticket);
  CHECK_FALSE(f.book.may_submit(0));
  CHECK(f.book.noted(0, end_of(ticket, 1)) == 50);
  CHECK(f.book.may_submit(0));
  CHECK(f.found.is_clean());
}

TEST_CASE("a match that is told before the submit is answered is that ticket's") {
  fixture f;
  f.book.asked(0, 50);
  CHECK(f.book.noted(0, end_of(ticket, 1)) == 50);
  f.book.acknowledged(0, ticket);
  CHECK(f.book.may_submit(0));
  f.book.see_last();
  CHECK(f.found.is_clean());
}

TEST_CASE("a note that comes over two connections is one, and two notes are two ends (P4)") {
  fixture f;
  f.submit();
  CHECK(f.book.noted(0, end_of(ticket, 1)));
  CHECK_FALSE(f.book.noted(0, end_of(ticket, 1)));
  CHECK(f.book.ended_count() == 1);
  CHECK(f.found.is_clean());
  f.book.noted(0, end_of(ticket, 2, note_kind::ticket_ended));
  CHECK(f.found.count() == 1);
}

TEST_CASE("a ticket that has ended is not read as waiting, nor a matched one as ended") {
  fixture f;
  f.submit();
  f.book.noted(0, end_of(ticket, 1));
  f.book.see(0, seen_as(ticket_state::matched));
  CHECK(f.found.is_clean());
  f.book.see(0, seen_as(ticket_state::waiting));
  f.book.see(0, seen_as(ticket_state::ended));
  CHECK(f.found.count() == 2);
}

TEST_CASE("whoever is seen to be matched is told, unless a connection broke meanwhile") {
  fixture f;
  f.submit();
  f.book.see(0, seen_as(ticket_state::matched));
  CHECK_FALSE(f.book.has_caught_up());
  SECTION("the note was on its way") {
    f.book.noted(0, end_of(ticket, 1));
    CHECK(f.book.has_caught_up());
    f.book.see_last();
    CHECK(f.found.is_clean());
  }
  SECTION("it never came") {
    f.book.see_last();
    CHECK(f.found.count() == 1);
  }
  SECTION("it may have been missed") {
    f.book.disconnected(0);
    f.book.see_last();
    CHECK(f.found.is_clean());
  }
}

TEST_CASE("a ticket that was acknowledged is found, and one that nobody asked for does not end") {
  fixture f;
  f.submit();
  f.book.not_found(0, ticket);
  CHECK(f.found.count() == 1);
  f.book.noted(0, end_of({3, 4}, 1));
  f.book.see_last();
  CHECK(f.found.count() == 2);
}

TEST_CASE("without a pool nobody asks again") {
  fixture f;
  f.book.asked(0, 50);
  f.book.refused(0);
  CHECK(f.book.may_submit(0));
  f.book.no_pool();
  CHECK_FALSE(f.book.may_submit(0));
}

}  // namespace
}  // namespace moim::load::ticket_book_cases
