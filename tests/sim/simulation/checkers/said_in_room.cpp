#include "sim/simulation/checkers/said_in_room.hpp"

#include "sim/simulation/checkers/outcome_checker.hpp"
#include "tests/sim/support/checker_fixture.hpp"

namespace moim::sim::test {
namespace {

/// A room in which people may say anything, two replies deep; its host and a guest sit there.
struct said_fixture : checker_fixture {
  static inline const room_id room = make::room_number(1);
  static inline const user_id host = make::user(1);
  static inline const user_id guest = make::user(2);

  said_fixture() {
    auto of = make::meal();
    auto& facets = of.facets.emplace();
    facets.part<comments>() = comments::rules{100, 2, 3, 2, circle::members};
    facets.part<announcements>() = announcements::rules{1, 100, circle::members};
    facets.part<likes>() = likes::rules{1};
    facets.part<moderation>().emplace();
    land(room, {room_created{room, host, of, "Soup", 4}, seat_taken{host, 1}, seat_taken{guest, 2}});
  }
  /// What is broken once these have happened, one commit after the other.
  std::string after(const std::vector<room_event>& events) {
    for (const auto& event : events) land(room, {event});
    return broken();
  }
};

TEST_CASE("what people may say, and take back, is as it should be") {
  said_fixture f;
  CHECK(f.after({comment_posted{1, f.guest, "one"}, comment_posted{2, f.host, "two", 1, f.guest},
                 comment_edited{1, "uno"}, comment_removed{1, f.host}, comment_removed{2, f.host},
                 comment_posted{3, f.guest, "three"}, announced{1, f.host, "hear"}, announcement_edited{1, "look"},
                 announced{2, f.host, "listen"}, announcement_removed{2}, liked{f.guest}, unliked{f.guest},
                 liked{f.guest}}) == "none");
}

TEST_CASE("threads: a reply to nothing, too deep, or under another one's name is found") {
  const auto one = comment_posted{1, said_fixture::guest, "one"};
  const auto two = comment_posted{2, said_fixture::host, "two", 1, said_fixture::guest};
  const auto host = said_fixture::host;
  CHECK(said_fixture{}.after({comment_posted{1, host, "one", 7, host}}) == "threads");
  CHECK(said_fixture{}.after({one, comment_removed{1, host}, two}) == "threads");
  CHECK(said_fixture{}.after({one, two, comment_posted{3, host, "three", 2, host}}) == "threads");
  CHECK(said_fixture{}.after({one, comment_posted{2, host, "two", 1, host}}) == "threads");
}

TEST_CASE("threads: a number that is given twice, and more comments than there may be, are found") {
  const auto host = said_fixture::host;
  const auto guest = said_fixture::guest;
  CHECK(said_fixture{}.after({comment_posted{1, host, "one"}, comment_posted{1, host, "two"}}) == "threads");
  CHECK(said_fixture{}.after({comment_posted{1, host, "one"}, comment_posted{2, host, "two"},
                              comment_posted{3, host, "three"}}) == "threads");
  CHECK(said_fixture{}.after({comment_posted{1, host, "one"}, comment_posted{2, guest, "two", 1, host},
                              comment_removed{1, host}, comment_posted{3, host, "three"},
                              comment_posted{4, host, "four"}}) == "threads");
}

TEST_CASE("threads: whoever may say nothing, or removes what is another one's, is found") {
  const auto host = said_fixture::host;
  const auto guest = said_fixture::guest;
  CHECK(said_fixture{}.after({comment_posted{1, make::user(9), "one"}}) == "threads");
  CHECK(said_fixture{}.after({banned{guest}, comment_posted{1, guest, "one"}}) == "threads");
  CHECK(said_fixture{}.after({room_cancelled{}, comment_posted{1, guest, "one"}}) == "threads");
  CHECK(said_fixture{}.after({comment_posted{1, host, "one"}, comment_removed{1, guest}}) == "threads");
  CHECK(said_fixture{}.after({comment_edited{1, "one"}}) == "threads");
  CHECK(said_fixture{}.after({comment_removed{1, host}}) == "threads");
}

TEST_CASE("announcements of others than the host, and those that are not there, are found") {
  const auto host = said_fixture::host;
  CHECK(said_fixture{}.after({announced{1, said_fixture::guest, "hear"}}) == "announcements");
  CHECK(said_fixture{}.after({announced{1, host, "hear"}, announced{1, host, "look"}}) == "announcements");
  CHECK(said_fixture{}.after({announced{1, host, "hear"}, announced{2, host, "look"},
                              announcement_edited{1, "listen"}}) == "announcements");
  CHECK(said_fixture{}.after({announcement_removed{1}}) == "announcements");
}

TEST_CASE("likes: one that counts twice, one too many, and one that was never there are found") {
  const auto guest = said_fixture::guest;
  CHECK(said_fixture{}.after({liked{guest}, liked{guest}}) == "likes");
  CHECK(said_fixture{}.after({liked{guest}, liked{said_fixture::host}}) == "likes");
  CHECK(said_fixture{}.after({unliked{guest}}) == "likes");
}

TEST_CASE("forgotten: a text that is gone and is saved is found, and none that went later") {
  said_fixture f;
  f.after({comment_posted{1, f.guest, "one"}, comment_removed{1, f.guest}});
  auto gone_as_of = f.logs.find(f.room)->versions.size();
  f.logs.on_saved(f.room.entity(), {0, gone_as_of - 1, "one, two"});
  f.logs.on_saved(f.room.entity(), {0, gone_as_of, "two"});
  CHECK(f.broken() == "none");
  f.logs.on_saved(f.room.entity(), {0, gone_as_of, "one, two"});
  CHECK(f.broken() == "forgotten");
}

TEST_CASE("forgotten: a text that was gone before it was asked for and is shown is found") {
  said_fixture f;
  f.after({announced{1, f.host, "hear"}, announcement_edited{1, "look"}});
  outcome_checker checker{f.logs, f.kinds, f.found, f.guest};
  auto asked = [&](time_ms at) {
    return sent_request{list_announcements{f.room, {}, {}}, {}, f.room, at, 1, false, {}};
  };
  checker.on_shown(asked(make::noon_ms - 1), "hear");
  checker.on_shown(asked(make::noon_ms + 1), "look");
  CHECK(f.broken() == "none");
  checker.on_shown(asked(make::noon_ms + 1), "hear");
  CHECK(f.broken() == "forgotten");
}

}  // namespace
}  // namespace moim::sim::test
