#include "net/session/followed_lists.hpp"

#include "tests/net/support/hub_fixture.hpp"
#include "tests/net/support/services_fixture.hpp"

namespace moim::test {
namespace followed_lists_cases {

result<method_answer> begun(listing_number listing) { return method_answer{listing_followed{listing, 0, false, {}}}; }

std::shared_ptr<listing_publication> change_of(listing_number listing, std::uint64_t version) {
  return std::make_shared<listing_publication>(listing_publication{list_changed{listing, version, {}, {}}});
}

/// Follows a list, which the directory gives a number.
void follow_list(hub_fixture& f, client& who, listing_number listing) {
  f.ask(who, 900, subscribe_listing{});
  auto asked = f.take<call_directory>();
  REQUIRE(std::holds_alternative<subscribe_listing>(asked.query));
  f.answer(who, asked.reply.request, begun(listing));
}

template <class Push>
std::vector<Push> pushes_of(const client& who) {
  std::vector<Push> all;
  for (const auto& each : who.messages)
    if (auto* push = std::get_if<Push>(&each)) all.push_back(*push);
  return all;
}

}  // namespace followed_lists_cases

using namespace followed_lists_cases;

TEST_CASE("to each list that was answered the directory hears once that it is not followed any more") {
  services_fixture f;
  followed_lists lists{f.shared, 7};
  lists.begin();
  lists.answered(begun(3));
  CHECK(f.shared.messages.empty());
  CHECK(f.shared.list_followers.of(3) == std::vector<session_number>{7});
  CHECK(f.metrics.edge.subscriptions().value() == 1);
  lists.begin();
  lists.answered(begun(3));
  CHECK(f.take<unfollow_listing>().listing == 3);
  CHECK(f.shared.list_followers.of(3).size() == 1);
  CHECK(lists.end(3));
  CHECK(f.take<unfollow_listing>().listing == 3);
  CHECK_FALSE(lists.end(3));
  CHECK(f.shared.messages.empty());
  CHECK(f.shared.list_followers.size() == 0);
  CHECK(f.metrics.edge.subscriptions().value() == 0);
}

TEST_CASE("a session follows four lists at most, those included that it is about to follow") {
  services_fixture f;
  followed_lists lists{f.shared, 7};
  for (listing_number listing = 1; listing <= 3; ++listing) {
    lists.begin();
    lists.answered(begun(listing));
  }
  CHECK_FALSE(lists.why_not());
  lists.begin();
  CHECK(lists.why_not()->code == errc::too_many_subscriptions);
  lists.answered(fail(errc::overloaded));
  CHECK_FALSE(lists.why_not());
}

TEST_CASE("a change of a list reaches those who follow it, in their own encoding, and nobody else") {
  hub_fixture f;
  auto alice = f.connect(1);
  auto bob = f.connect(2, encoding::msgpack);
  auto carol = f.connect(3);
  follow_list(f, alice, 5);
  follow_list(f, bob, 5);
  follow_list(f, carol, 6);
  f.hub.publish_list(*change_of(5, 1), f.now);
  for (auto* each : {&alice, &bob, &carol}) f.flush(*each);
  CHECK(pushes_of<list_changed>(alice) == std::vector{list_changed{5, 1, {}, {}}});
  CHECK(pushes_of<list_changed>(bob) == std::vector{list_changed{5, 1, {}, {}}});
  CHECK(pushes_of<list_changed>(carol).empty());
  f.ask(alice, 2, unsubscribe_listing{5});
  CHECK(alice.last_reply() == 2);
  CHECK(f.take<unfollow_listing>().listing == 5);
  f.hub.publish_list(*change_of(5, 2), f.now);
  for (auto* each : {&alice, &bob}) f.flush(*each);
  CHECK(pushes_of<list_changed>(alice).size() == 1);
  CHECK(pushes_of<list_changed>(bob).size() == 2);
  f.ask(alice, 3, unsubscribe_listing{5});
  CHECK(alice.last_failure() == "not_subscribed");
}

TEST_CASE("the lists of a session that goes are let go, also one that is answered after that") {
  hub_fixture f;
  auto alice = f.connect(1);
  follow_list(f, alice, 5);
  f.ask(alice, 2, subscribe_listing{});
  auto asked = f.take<call_directory>();
  f.hub.disconnect(alice.number);
  f.take_messages();
  CHECK(f.take<unfollow_listing>().listing == 5);
  f.take<close_session>();
  f.hub.answer(asked.reply.session, asked.reply.request, begun(8), f.now);
  f.take_messages();
  CHECK(f.take<unfollow_listing>().listing == 8);
  f.hub.publish_list(*change_of(5, 1), f.now);
}

TEST_CASE("a list that cannot be followed is refused, and nothing is let go") {
  hub_fixture f;
  auto alice = f.connect(1);
  f.ask(alice, 1, subscribe_listing{});
  f.answer(alice, f.take<call_directory>().reply.request, fail(errc::overloaded));
  CHECK(alice.last_failure() == "overloaded");
  CHECK(f.messages.empty());
}

TEST_CASE("whoever does not read what changes on a list is closed, and the others are told") {
  session_limits limits;
  limits.max_outbox_bytes = 200;
  hub_fixture f{limits};
  auto slow = f.connect(1);
  auto quick = f.connect(2);
  follow_list(f, slow, 5);
  follow_list(f, quick, 5);
  for (std::uint64_t version = 1; version <= 10; ++version) {
    f.hub.publish_list(*change_of(5, version), f.now);
    f.flush(quick);
  }
  f.flush(slow);
  CHECK(slow.was_closed_with(close_code::slow_reader));
  CHECK(pushes_of<list_changed>(quick).size() == 10);
}

}  // namespace moim::test
