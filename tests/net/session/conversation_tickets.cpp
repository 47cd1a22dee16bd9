#include "tests/net/support/hub_fixture.hpp"
#include "tests/support/make_tickets.hpp"

namespace moim::test {
namespace {

TEST_CASE("a ticket becomes a message to its kind's pool; its id tells the pool from then on") {
  for (auto wire : {encoding::json, encoding::msgpack}) {
    hub_fixture f;
    auto alice = f.connect(1, wire);
    auto wanted = make::wish("seongsu");
    wanted.criteria->all.push_back({"rating", {}, false, {}, spread_terms{{1'500'500}, 100'000}, {}});
    f.ask(alice, 7, wanted, {make::key(9), std::nullopt});
    auto call = f.take<call_pool>();
    CHECK(call.pool == id_of(make::rules()));
    auto& submit = std::get<submit_resolved>(std::get<matcher_command>(call.command));
    CHECK(submit.ticket.users == std::vector{make::user(1)});
    CHECK(submit.ticket.wishes.spreads.at(0).values == std::vector<std::int64_t>{1'500'500});
    CHECK(call.who.parameters == digest_of(wanted));
    f.answer(alice, call.reply.request, ticket_opened{submit.ticket.id, 5});
    CHECK(alice.last_reply() == 7);

    f.ask(alice, 8, cancel_request{submit.ticket.id}, {make::key(10), std::nullopt});
    auto cancel = f.take<call_pool>();
    CHECK(cancel.pool == call.pool);
    f.answer(alice, cancel.reply.request, done{});
    f.ask(alice, 9, read_ticket{submit.ticket.id});
    CHECK(std::holds_alternative<ticket_query>(f.take<call_pool>().command));
  }
}

TEST_CASE("whether a session vouches for those whom it names is its token's to say, and travels with the call") {
  for (bool vouches : {false, true}) {
    hub_fixture f;
    auto alice = f.connect(1, encoding::json, vouches);
    f.ask(alice, 1, make::wish("seongsu", 3, {make::user(1), make::user(2)}), {make::key(9), std::nullopt});
    auto call = f.take<call_pool>();
    CHECK(call.who.vouches == vouches);
    CHECK(call.who.as == (vouches ? role::trusted : role::person));
    ticket_opened told{{1, 2}, 5, vouches ? std::nullopt : std::optional{true}};
    f.answer(alice, call.reply.request, told);
    alice.decoder.decode(alice.bytes.back());
    CHECK(*alice.decoder.answer<ticket_opened>() == told);
  }
}

TEST_CASE("an invitation is pushed, listed and answered") {
  for (auto wire : {encoding::json, encoding::msgpack}) {
    hub_fixture f;
    auto bob = f.connect(2, wire);
    auto ticket = make::ticket_of(make::by(1, 1), make::rules());
    f.hub.notify(bob.number,
                 invited_to_party{ticket, "meal", std::nullopt, {make::user(1), make::user(2)}, make::noon_ms}, f.now);
    f.flush(bob);
    auto invited = std::get<invited_to_party>(bob.messages.back());
    CHECK(invited.ticket == ticket);
    CHECK(invited.users.front() == make::user(1));
    f.ask(bob, 1, list_parties{"meal", std::nullopt});
    auto list = f.take<call_pool>();
    CHECK(std::holds_alternative<list_parties>(std::get<ticket_query>(list.command)));
    f.answer(bob, list.reply.request, ticket_list{});
    f.ask(bob, 2, accept_party{ticket}, {make::key(3), std::nullopt});
    auto accept = f.take<call_pool>();
    CHECK(std::get<accept_party>(std::get<matcher_command>(accept.command)).ticket == ticket);
    f.answer(bob, accept.reply.request, done{});
    CHECK(bob.last_reply() == 2);
    f.ask(bob, 3, decline_party{ticket});
    CHECK(bob.last_failure() == "key_missing");
    f.hub.notify(bob.number, party_over{ticket, true}, f.now);
    f.flush(bob);
    CHECK(std::get<party_over>(bob.messages.back()).formed);
  }
}

TEST_CASE("what cannot be a ticket of the pool is refused at once, and costs the pool nothing") {
  hub_fixture f;
  auto alice = f.connect();
  auto refusal = [&](const method_call& call) {
    static std::uint64_t key = 100;
    f.ask(alice, 1, call, {make::key(++key), std::nullopt});
    return alice.last_failure();
  };
  auto other_kind = make::wish("p");
  other_kind.kind = "lecture";
  CHECK(refusal(other_kind) == "pool_unknown");
  auto other_region = make::wish("p");
  other_region.region = "busan";
  CHECK(refusal(other_region) == "pool_unknown");
  auto unknown = make::wish("p");
  unknown.criteria->all.own()[0].name = "colour";
  CHECK(refusal(unknown) == "criterion_invalid");
  auto other_type = make::wish("p");
  other_type.criteria->all.own()[0] = {"rating", {"5"}, false, {}, {}, {}};
  CHECK(refusal(other_type) == "criterion_invalid");
  auto empty = make::wish("p");
  empty.criteria->all.own()[0].values.clear();
  CHECK(refusal(empty) == "empty_list");
  auto no_size = make::wish("p");
  no_size.size = group_size{5, 4, {}};
  CHECK(refusal(no_size) == "size_out_of_range");
  auto two_sizes = make::wish("p");
  two_sizes.size = group_size{2, {}, {{3}}};
  CHECK(refusal(two_sizes) == "size_out_of_range");
  auto taken_away = make::wish("p");
  taken_away.relax = {{10, criteria{{named_criterion{taken_away.criteria->all[0].name, {}, false, {}, {}, {}}}}, {}}};
  CHECK(refusal(taken_away) == "criterion_invalid");
  auto others = make::wish("p", 4, {make::user(2), make::user(3)});
  CHECK(refusal(others) == "party_invalid");
  auto full = make::wish("p", 2, {make::user(1), make::user(2)});
  CHECK(refusal(full) == "party_fills_group");
  CHECK(refusal(read_ticket{{1, 2}}) == "ticket_not_found");
  CHECK(refusal(accept_request{{1, 2}, 1}) == "ticket_not_found");
  CHECK(refusal(list_tickets{"lecture", {}}) == "pool_unknown");
}

TEST_CASE("explanations are answered less often than other requests") {
  hub_fixture f;
  auto alice = f.connect();
  auto ticket = make::ticket_of(make::by(1, 1), make::rules());
  for (int i = 0; i < 10; ++i) {
    f.ask(alice, i, explain_request{ticket});
    f.answer(alice, f.take<call_pool>().reply.request, explanation_view{});
  }
  f.ask(alice, 11, explain_request{ticket});
  CHECK(alice.last_failure() == "rate_limited");
  f.pass(second_ms);
  f.ask(alice, 12, explain_request{ticket});
  f.take<call_pool>();
}

TEST_CASE("the inbox is read and marked by its owner, and its notes are pushed") {
  hub_fixture f;
  auto alice = f.connect();
  f.ask(alice, 1, read_inbox{3, {}});
  auto call = f.take<call_inbox>();
  CHECK(call.user == make::user(1));
  inbox_page page{{note{4, 5, note_kind::matched, {1, 2}, room_id{3, 4}, {}, {}, 2, {}, criteria{}}}, 4, 3, 0};
  f.answer(alice, call.reply.request, page);
  alice.decoder.decode(alice.bytes.back());
  CHECK(alice.decoder.answer<inbox_page>()->notes == page.notes);
  f.hub.notify(alice.number, inbox_noted{page.notes[0]}, f.now);
  f.flush(alice);
  CHECK(std::get<inbox_noted>(alice.messages.back()).note == page.notes[0]);
}

TEST_CASE("pools are listed to anybody") {
  hub_fixture f;
  auto nobody = f.connect(std::nullopt);
  f.ask(nobody, 1, list_pools{});
  nobody.decoder.decode(nobody.bytes.back());
  CHECK(nobody.decoder.answer<pool_list>()->pools == std::vector{make::rules()});
}

}  // namespace
}  // namespace moim::test
