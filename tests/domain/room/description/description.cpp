#include "domain/room/description/description.hpp"

#include "domain/directory/room_card.hpp"
#include "tests/domain/room/driver.hpp"

#include <limits>

namespace moim::description_cases {
namespace {

using room_test::driver;
using room_test::kind_with;

kind described(description::rules rules = {}) {
  auto made = kind_with<description>();
  made.facets->part<description>() = std::move(rules);
  return made;
}

driver room_of(kind of, std::uint32_t seats = 4) {
  driver d;
  d.open(seats, std::move(of));
  return d;
}

description_content soup() {
  return {"Soup for all.\nBring a spoon.",
          place{"The old mill", geo_point{37.5, 127.0}},
          make::noon_ms,
          make::noon_ms + hour_ms,
          {"soup", "noon"},
          "https://pictures.example.org/soup.jpg",
          {}};
}

result<room_answer> describe(driver& d, description_content says, std::optional<std::string> title = {}) {
  return d.by(1, describe_room{{}, d.state.get<description>().revision, std::move(title), std::move(says)});
}

/// How it is refused in a room of the kind; nothing: it is taken.
std::optional<error> refusal_of(const description_content& says, description::rules rules = {}) {
  auto d = room_of(described(std::move(rules)));
  auto answer = describe(d, says);
  return answer ? std::nullopt : std::optional{answer.error()};
}

template <class Change>
std::string detail_of(Change&& change) {
  auto says = soup();
  change(says);
  auto why = refusal_of(says);
  REQUIRE(why);
  CHECK(why->code == errc::description_invalid);
  return why->detail;
}

TEST_CASE("a host says what the room is, and everybody sees it") {
  auto d = room_of(described());
  CHECK(view(d.state, audience::outsider).part<description>() == description::view{0, std::nullopt});
  CHECK(std::get<description_taken>(*describe(d, soup(), "Soup, warm")).revision == 1);
  auto seen = view(d.state, audience::outsider);
  CHECK(seen.title == "Soup, warm");
  CHECK(seen.part<description>() == description::view{1, soup()});
  CHECK(title_of(d.state) == "Soup, warm");
  CHECK(card_of(d.state).title == "Soup, warm");
  CHECK(content_of(d.state) == soup());
}

TEST_CASE("a description is replaced as a whole, but its title only if another is given") {
  auto d = room_of(described());
  REQUIRE(describe(d, soup(), "Soup, warm"));
  REQUIRE(describe(d, {}));
  CHECK(content_of(d.state) == description_content{});
  CHECK(title_of(d.state) == "Soup, warm");
}

TEST_CASE("an edit of another revision than stands is refused, and told which does") {
  auto d = room_of(described());
  REQUIRE(describe(d, soup()));
  for (std::uint32_t revision : {0u, 2u}) {
    auto answer = d.by(1, describe_room{{}, revision, {}, soup()});
    REQUIRE_FALSE(answer);
    CHECK(answer.error() == error{errc::revision_stale, "the revision is 1"});
  }
  CHECK(d.by(1, describe_room{{}, 1, {}, soup()}));
}

TEST_CASE("people who come and go move no revision") {
  auto d = room_of(described());
  REQUIRE(d.by(2, join_room{}));
  CHECK(d.by(1, describe_room{{}, 0, {}, soup()}));
}

TEST_CASE("the same edit that is sent again is done once") {
  auto d = room_of(described());
  describe_room asked{d.state.id, 0, {}, soup()};
  auto who = make::by(1, 77);
  CHECK(std::get<description_taken>(*d.ask(asked, who)).revision == 1);
  CHECK(std::get<description_taken>(*d.ask(asked, who)).revision == 1);
  CHECK(d.state.get<description>().revision == 1);
}

TEST_CASE("only members see what a kind shows to members alone; all see the title") {
  auto d = room_of(described({4'000, 8, roster::members, {}, {}}));
  REQUIRE(describe(d, soup(), "Soup, warm"));
  auto outside = view(d.state, audience::outsider);
  CHECK(outside.title == "Soup, warm");
  CHECK(outside.part<description>() == description::view{1, std::nullopt});
  CHECK(view(d.state, audience::member).part<description>()->content == soup());
  CHECK_FALSE(shows_content_to_all(d.state));
}

TEST_CASE("followers are told which revision there is, whoever they are, and not what it says") {
  room_event event{room_described{3, "Soup", soup()}};
  for (auto who : {audience::outsider, audience::member}) {
    auto seen = project(event, roster::members, who);
    REQUIRE(seen);
    CHECK(*seen == room_change{"room_described", std::nullopt, std::nullopt, std::nullopt, 3});
  }
}

TEST_CASE("a room of a kind without the table has no description") {
  auto d = room_of(make::meal());
  CHECK(d.refused(1, describe_room{}) == errc::not_offered);
  CHECK(title_of(d.state) == "Soup at noon");
  CHECK(content_of(d.state) == description_content{});
  CHECK_FALSE(shows_content_to_all(d.state));
}

TEST_CASE("tags are kept in lower case and without spaces around them") {
  auto d = room_of(described());
  auto says = soup();
  says.tags = {"  Soup ", "집밥", "Ready-2-go"};
  REQUIRE(describe(d, says));
  CHECK(content_of(d.state).tags == std::vector<std::string>{"soup", "집밥", "ready-2-go"});
}

TEST_CASE("tags that are too many, empty or the same are refused") {
  auto with = [](std::vector<std::string> tags) { return detail_of([&](auto& says) { says.tags = std::move(tags); }); };
  CHECK(with({"1", "2", "3", "4", "5", "6", "7", "8", "9"}) == "tags: there are more than 8");
  CHECK(with({"soup", " "}) == "tags: one is empty");
  CHECK(with({"soup", "Soup "}) == "tags: one is there twice");
  auto says = soup();
  says.tags = {std::string(33, 'a')};
  CHECK(refusal_of(says)->code == errc::text_invalid);
  says.tags = {std::string(32, 'a')};
  CHECK_FALSE(refusal_of(says));
}

TEST_CASE("the poles and the date line are places; what lies past them, or is no number, is none") {
  auto at = [](double lat, double lon) {
    auto says = soup();
    says.place->point = geo_point{lat, lon};
    auto why = refusal_of(says);
    return why ? why->detail : "";
  };
  for (auto lat : {-90.0, 90.0, 0.0, -0.0})
    for (auto lon : {-180.0, 180.0, 0.0}) CHECK(at(lat, lon) == "");
  constexpr auto inf = std::numeric_limits<double>::infinity();
  constexpr auto nan = std::numeric_limits<double>::quiet_NaN();
  for (auto lat : {90.000001, -90.000001, inf, -inf, nan}) CHECK(at(lat, 0) == "place: lat is not within -90 and 90");
  for (auto lon : {180.000001, -180.000001, inf, -inf, nan})
    CHECK(at(0, lon) == "place: lon is not within -180 and 180");
}

TEST_CASE("a place has a name, and need not have a point") {
  auto says = soup();
  says.place = place{"At mine", std::nullopt};
  CHECK_FALSE(refusal_of(says));
  CHECK(detail_of([](auto& bad) { bad.place->called = ""; }) ==
        "place: its name begins or ends with a space, or is empty");
  CHECK(detail_of([](auto& bad) { bad.place->called = " mill"; }) ==
        "place: its name begins or ends with a space, or is empty");
  says.place->called = "mill\n";
  CHECK(refusal_of(says)->code == errc::text_invalid);
}

TEST_CASE("a room that ends before it starts is refused, and so are times that no calendar has") {
  CHECK(detail_of([](auto& says) { says.ends_at_ms = *says.starts_at_ms - 1; }) ==
        "ends_at_ms: it ends before it starts");
  CHECK(detail_of([](auto& says) { says.starts_at_ms = -1; }) ==
        "starts_at_ms, ends_at_ms: no time within the years 1970 to 9999");
  CHECK(detail_of([](auto& says) { says.ends_at_ms = max_gathering_ms + 1; }) ==
        "starts_at_ms, ends_at_ms: no time within the years 1970 to 9999");
  auto says = soup();
  says.ends_at_ms = says.starts_at_ms;
  CHECK_FALSE(refusal_of(says));
  says.starts_at_ms.reset();
  CHECK_FALSE(refusal_of(says));
}

TEST_CASE("a room cannot begin further ahead than its kind lets it") {
  description::rules rules;
  rules.max_ahead_days = 7;
  auto says = soup();
  says.starts_at_ms = make::noon_ms + 7 * day_ms;
  says.ends_at_ms.reset();
  CHECK_FALSE(refusal_of(says, rules));
  ++*says.starts_at_ms;
  CHECK(refusal_of(says, rules) == error{errc::description_invalid, "starts_at_ms: more than 7 days ahead"});
}

TEST_CASE("a picture has an https address that can stand anywhere") {
  auto with = [](std::string address) { return detail_of([&](auto& says) { says.picture = std::move(address); }); };
  for (auto address : {"http://a.org/b", "javascript:alert(1)", "HTTPS://a.org", "https://", "https:///b", "data:,b"})
    CHECK(with(address) == "picture: only an https:// address, please");
  for (auto address : {"https://a.org/b c", "https://a.org/\"onload=", "https://a.org/<b>", "https://a.org/\u00e9"})
    CHECK(with(address) == "picture: the address has a character that belongs into none");
  CHECK(with("https://a.org/" + std::string(2'048, 'b')) == "picture: the address is too long");
}

TEST_CASE("text is as long as the kind allows, and of characters that people can read") {
  description::rules rules;
  rules.max_text = 3;
  auto says = soup();
  says.text = "🍲🍲🍲";
  CHECK_FALSE(refusal_of(says, rules));
  says.text = "🍲🍲🍲🍲";
  CHECK(refusal_of(says, rules)->code == errc::text_invalid);
  says.text = "ab\u202e";
  CHECK(refusal_of(says, rules)->code == errc::text_invalid);
  auto d = room_of(described());
  auto titled = describe(d, soup(), "Soup\nand bread");
  REQUIRE_FALSE(titled);
  CHECK(titled.error().code == errc::text_invalid);
}

TEST_CASE("what a kind's own fields may hold is asked of every description") {
  description::rules rules;
  rules.fields_of_kind.push_back({"level", field_type::integer, true, 1, 5, {}});
  CHECK(refusal_of(soup(), rules)->detail == "values: level is missing");
  auto says = soup();
  says.values = {{"level", {}, 3, {}}};
  CHECK_FALSE(refusal_of(says, rules));
}

TEST_CASE("a room that is over says nothing new; one that is locked in may") {
  auto locked = room_of(described());
  REQUIRE(locked.by(1, lock_room{}));
  CHECK(describe(locked, soup()));
  REQUIRE(locked.by(1, end_room{}));
  CHECK(locked.refused(1, describe_room{}) == errc::room_ended);
  auto cancelled = room_of(described());
  REQUIRE(cancelled.by(1, cancel_room{}));
  CHECK(cancelled.refused(1, describe_room{}) == errc::room_cancelled);
}

TEST_CASE("a room may begin with a description") {
  auto asked = make::create(4, described());
  asked.drafts.part<description>() = soup();
  driver d;
  REQUIRE(d.ask(asked, make::by(1, 1)));
  CHECK(content_of(d.state) == soup());
  CHECK(d.state.get<description>().revision == 1);
  CHECK(title_of(d.state) == "Soup at noon");
}

TEST_CASE("a room whose first description is refused does not begin") {
  auto asked = make::create(4, described());
  asked.drafts.part<description>() = soup();
  asked.drafts.part<description>()->tags = {""};
  driver d;
  CHECK(d.refusal(asked, make::by(1, 1)) == errc::description_invalid);
  CHECK(why_no_room(asked)->code == errc::description_invalid);
  CHECK_FALSE(d.state.exists());

  asked.kind.facets->part<description>()->max_ahead_days = 1;
  asked.drafts.part<description>() = soup();
  asked.drafts.part<description>()->starts_at_ms = make::noon_ms + 2 * day_ms;
  asked.drafts.part<description>()->ends_at_ms.reset();
  CHECK_FALSE(why_no_room(asked));
  CHECK(d.refusal(asked, make::by(1, 1)) == errc::description_invalid);

  auto plain = make::create(4);
  plain.drafts.part<description>() = soup();
  CHECK(why_no_room(plain) == error{errc::not_offered, "description"});
  CHECK(d.refusal(plain, make::by(1, 1)) == errc::not_offered);
}

TEST_CASE("a room's title is a text of one line from the start") {
  auto asked = make::create(4);
  asked.title = "Soup\u202e";
  CHECK(why_no_room(asked)->code == errc::text_invalid);
}

TEST_CASE("a state that is copied for a batch holds the description once") {
  auto d = room_of(described());
  REQUIRE(describe(d, soup()));
  auto draft = d.state;
  CHECK(&content_of(draft) == &content_of(d.state));
}

}  // namespace
}  // namespace moim::description_cases
