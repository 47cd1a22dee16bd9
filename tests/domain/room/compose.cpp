#include "domain/room/compose.hpp"

#include "tests/domain/room/driver.hpp"

#include <random>

namespace moim {
namespace {

using room_test::driver;
using room_test::kind_with;

/// Whether somebody is turned away for who they are; `not_member` may also be said of whom a request is about.
template <class Method>
bool is_turned_away(driver from, std::uint64_t n) {
  auto answer = from.by(n, Method{});
  auto refusal = answer ? errc::internal : answer.error().code;
  return refusal == errc::not_host || refusal == errc::not_allowed ||
         (caller_of<Method>() == role::member && refusal == errc::not_member);
}

TEST_CASE("each method of a room may be called by whom its declaration names, and by nobody else") {
  driver open, guarded;
  open.open(4,
            kind_with<moderation, approval, holds, waitlist, description, comments, announcements, likes, notices>());
  guarded.open(4, kind_with<assignment, entry_code>());
  REQUIRE(open.by(2, apply_for_seat{}));
  REQUIRE(open.by(1, accept_applicant{}, 2));
  // Person 1 hosts, person 2 is a member of the open room, and person 3 is neither.
  const std::array people{std::pair{1, role::host}, std::pair{2, role::member}, std::pair{3, role::person}};
  room_facets::for_each([&]<class Facet>() {
    bool is_guard = is_in<Facet, type_list<assignment, entry_code>>;
    methods_of<Facet>::for_each([&]<class Method>() {
      for (auto [n, is] : people) {
        if (is_guard && is == role::member) continue;
        INFO(Method::name << " by person " << n);
        auto who = static_cast<std::uint64_t>(n);
        CHECK(is_turned_away<Method>(is_guard ? guarded : open, who) == (is < caller_of<Method>()));
      }
    });
  });
}

TEST_CASE("whoever is less than a method asks for is told what they would have to be") {
  using enum role;
  CHECK(why_may_not(person, guest)->code == errc::unauthenticated);
  CHECK(why_may_not(member, person)->code == errc::not_member);
  CHECK(why_may_not(host, member)->code == errc::not_host);
  CHECK(why_may_not(operator_, host)->code == errc::not_allowed);
  CHECK(why_may_not(trusted, operator_)->code == errc::not_allowed);
  for (auto is : {guest, person, member, host, operator_, trusted}) CHECK_FALSE(why_may_not(is, is));
  CHECK_FALSE(why_may_not(guest, trusted));
}

/// Two facets of which each answers the other for ever.
struct said {
  int by = 0;
};
struct talk {
  std::vector<std::variant<said>> events{};
};
struct hall;
template <int Me>
struct talker {
  static constexpr std::string_view name = Me == 1 ? "one" : "two";
  static void react(const hall&, const said& event, const moment&, talk& out) {
    if (event.by != Me) out.events.emplace_back(said{Me});
  }
};
struct hall {
  states_of_room<type_list<talker<1>, talker<2>>> facets;
};

TEST_CASE("what follows from what follows ends where a commit has as many events as it may") {
  hall draft;
  draft.facets.part<talker<1>>().emplace();
  draft.facets.part<talker<2>>().emplace();
  for (std::size_t before : {std::size_t{0}, std::size_t{4'000}, max_events_in_commit}) {
    std::size_t applied = 0;
    std::vector<std::variant<said>> events{said{1}};
    composition<type_list<talker<1>, talker<2>>>::settle<talk>(draft, events, {0}, before,
                                                               [&](const auto&) { ++applied; });
    CHECK(applied == events.size());
    CHECK(events.size() == std::max<std::size_t>(1, max_events_in_commit - before));
  }
}

/// Somebody does something.
void do_anything(driver& d, std::mt19937_64& random) {
  auto any = [&](std::uint64_t n) { return 1 + random() % n; };
  auto which = random() % std::variant_size_v<room_command>;
  std::size_t next = 0;
  room_methods::for_each([&]<class Method>() {
    if (next++ != which) return;
    Method method;
    if constexpr (requires { method.person; }) method.person = make::user(any(9));
    d.happened.clear();
    d.by(random() % 3 == 0 ? d.state.get<hosting>().host.low : any(9), method);
  });
}

TEST_CASE("whatever people do, reactions end, seats are never given twice, and a free seat waits for nobody in line") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    std::mt19937_64 random{seed};
    driver d;
    auto of = kind_with<moderation, approval, holds, waitlist>(3'600);
    if (seed % 2) of.facets->part<approval>().reset();
    of.facets->part<holds>()->hold_s = 30;
    d.open(static_cast<std::uint32_t>(1 + seed % 5), of);
    for (int step = 0; step < 400; ++step) {
      do_anything(d, random);
      d.pass_to(d.now + static_cast<time_ms>(random() % 4'000));
      const auto& sits = d.state.get<seats>();
      INFO("seed " << seed << ", step " << step);
      REQUIRE(d.happened.size() < 100);
      REQUIRE(sits.taken() + sits.kept().size() <= sits.capacity());
      bool open = d.state.get<lifecycle>().phase == room_phase::open;
      REQUIRE((sits.first_free() == 0 || d.state.get<waitlist>().waiting.empty()));
      REQUIRE((open || (sits.kept().empty() && d.state.get<waitlist>().waiting.empty())));
      for (const auto& each : sits.kept()) REQUIRE(each.until > d.now);
      for (const auto& each : d.state.get<moderation>().banned) REQUIRE(sits.seat_of(each) == 0);
    }
  }
}

}  // namespace
}  // namespace moim
