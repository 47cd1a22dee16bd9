#include "domain/room/entry_code/entry_code.hpp"

#include "tests/domain/room/driver.hpp"

#include <set>

namespace moim::entry_code_cases {
namespace {

using room_test::driver;
using room_test::kind_with;

template <class... Others>
driver room_with_code(std::uint32_t seats = 4, hash_128 seed = {1, 2}) {
  auto asked = make::create(seats, kind_with<entry_code, Others...>());
  asked.seed = seed;
  driver d;
  REQUIRE(d.ask(asked, make::by(1, 1)));
  return d;
}

std::string code_in(driver& d) { return std::get<entry_code_told>(*d.by(1, read_code{})).letters; }

join_room with(std::string code) { return {{}, std::move(code)}; }

TEST_CASE("whoever has the code gets a seat; nobody else does, nor without any") {
  auto d = room_with_code();
  CHECK(d.refused(2, join_room{}) == errc::code_wrong);
  CHECK(d.refused(2, with("AAAAAAAA")) == errc::code_wrong);
  CHECK(d.by(2, with(code_in(d))));
  CHECK(d.seat_of(2) == 2);
}

TEST_CASE("a code may be given in small letters, with spaces and dashes") {
  auto d = room_with_code();
  auto code = code_in(d);
  std::string given = code.substr(0, 4) + "-" + code.substr(4) + " ";
  for (char& c : given)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  CHECK(d.by(2, with(given)));
}

TEST_CASE("a code has as many letters as the kind says, and none that looks like another") {
  for (std::uint32_t length : {6u, 8u, 16u}) {
    auto code = code_of({3, 4, 0, {}}, length);
    CHECK(code.size() == length);
    CHECK(code.find_first_of("01ILOilo") == std::string::npos);
  }
}

TEST_CASE("no two rooms have the same code, nor one room the same again") {
  std::set<std::string> codes;
  for (std::uint64_t seed = 0; seed < 100; ++seed)
    for (std::uint32_t renewals = 0; renewals < 10; ++renewals) codes.insert(code_of({seed, 7, renewals, {}}, 8));
  CHECK(codes.size() == 1'000);
}

TEST_CASE("a code is right only as a whole") {
  CHECK(is_code("ABCD2345", "ABCD2345"));
  for (auto given : {"", "ABCD234", "ABCD23456", "BBCD2345", "ABCD2346"}) CHECK_FALSE(is_code(given, "ABCD2345"));
}

TEST_CASE("a renewed code takes the place of the one before") {
  auto d = room_with_code();
  auto before = code_in(d);
  auto told = std::get<entry_code_told>(*d.by(1, renew_code{})).letters;
  CHECK(told == code_in(d));
  CHECK(told != before);
  CHECK(d.refused(2, with(before)) == errc::code_wrong);
  CHECK(d.by(2, with(told)));
}

TEST_CASE("the same renewal that is sent again renews once") {
  auto d = room_with_code();
  auto who = make::by(1, 77);
  auto first = std::get<entry_code_told>(*d.ask(renew_code{d.state.id}, who));
  CHECK(std::get<entry_code_told>(*d.ask(renew_code{d.state.id}, who)) == first);
  CHECK(d.state.get<entry_code>().renewals == 1);
}

TEST_CASE("after five wrong codes a person has to wait, however right the next one is; others do not") {
  auto d = room_with_code();
  for (int i = 0; i < 5; ++i) CHECK(d.refused(2, with("AAAAAAAA")) == errc::code_wrong);
  auto answer = d.by(2, with(code_in(d)));
  REQUIRE_FALSE(answer);
  CHECK(answer.error() == error{errc::too_many_tries, {}, static_cast<std::uint32_t>(wrong_codes_within_ms)});
  CHECK(d.by(3, with(code_in(d))));
  d.now += wrong_codes_within_ms - 1;
  CHECK(d.refused(2, with(code_in(d))) == errc::too_many_tries);
  d.now += 1;
  CHECK(d.by(2, with(code_in(d))));
}

TEST_CASE("that no code was given is not counted, nor is what was refused for another reason") {
  auto d = room_with_code();
  for (int i = 0; i < 9; ++i) CHECK(d.refused(2, join_room{}) == errc::code_wrong);
  CHECK(d.state.get<entry_code>().guessers.empty());
  REQUIRE(d.by(1, lock_room{}));
  CHECK(d.refused(2, with("AAAAAAAA")) == errc::room_locked);
  CHECK(d.state.get<entry_code>().guessers.empty());
}

TEST_CASE("wrong codes are counted anew once the first of them is long ago") {
  auto d = room_with_code();
  for (int i = 0; i < 4; ++i) CHECK(d.refused(2, with("AAAAAAAA")) == errc::code_wrong);
  d.now += wrong_codes_within_ms;
  for (int i = 0; i < 5; ++i) CHECK(d.refused(2, with("AAAAAAAA")) == errc::code_wrong);
  CHECK(d.refused(2, with("AAAAAAAA")) == errc::too_many_tries);
}

TEST_CASE("a room remembers a bounded number of those who guess, the latest") {
  auto d = room_with_code();
  for (std::uint64_t person = 10; person < 10 + max_code_guessers + 1; ++person) {
    d.now += 1;
    CHECK(d.refused(person, with("AAAAAAAA")) == errc::code_wrong);
  }
  const auto& guessers = d.state.get<entry_code>().guessers;
  CHECK(guessers.size() == max_code_guessers);
  CHECK(guessers.front().user == make::user(11));
}

TEST_CASE("a host who does not sit there needs no code") {
  auto of = kind_with<entry_code>();
  of.host_takes_seat = false;
  driver d;
  d.open(4, of);
  CHECK(d.by(1, join_room{}));
}

TEST_CASE("whoever is invited needs no code, and whoever holds or waits for a seat does") {
  auto d = room_with_code<holds, waitlist>(3);
  REQUIRE(d.by(1, invite_person{}, 2));
  CHECK(d.by(2, confirm_seat{}));
  CHECK(d.refused(3, hold_seat{}) == errc::code_wrong);
  CHECK(d.by(3, hold_seat{{}, code_in(d)}));
  CHECK(d.refused(4, wait_for_seat{}) == errc::code_wrong);
  REQUIRE(d.by(4, wait_for_seat{{}, code_in(d)}));
  REQUIRE(d.by(2, leave_room{}));
  CHECK(d.seat_of(4) != 0);
}

TEST_CASE("whoever applies needs the code, and none once they are accepted") {
  auto d = room_with_code<approval>();
  CHECK(d.refused(2, apply_for_seat{}) == errc::code_wrong);
  CHECK(d.refused(2, join_room{{}, code_in(d)}) == errc::approval_needed);
  REQUIRE(d.by(2, apply_for_seat{{}, code_in(d)}));
  CHECK(d.by(1, accept_applicant{}, 2));
  CHECK(d.seat_of(2) != 0);
}

TEST_CASE("everybody sees that a room has a code, and nobody which") {
  auto d = room_with_code();
  CHECK(view(d.state, audience::outsider).part<entry_code>());
  CHECK_FALSE(project(room_event{entry_code_seeded{1, 2}}, roster::everyone, audience::member));
  CHECK_FALSE(project(room_event{wrong_code_given{make::user(2)}}, roster::everyone, audience::member));
}

TEST_CASE("a room that is over has no other code") {
  auto d = room_with_code();
  REQUIRE(d.by(1, cancel_room{}));
  CHECK(d.refused(1, renew_code{}) == errc::room_cancelled);
}

}  // namespace
}  // namespace moim::entry_code_cases
