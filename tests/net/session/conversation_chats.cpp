#include "tests/net/support/hub_fixture.hpp"

namespace moim::conversation_chats_cases {
namespace {

using test::client;

/// Sessions that follow the chat of room 1.
struct chats_fixture : test::hub_fixture {
  const room_id room = make::room_number(1);
  const entity_id chat = chat_of(room);

  void answer_followed(client& to, const follow_chat& asked, version at) {
    chat_followed what;
    what.room = asked.room;
    what.token = to_text(head{at, 77});
    what.snapshot.emplace();
    hub.followed(asked.reply.session, asked.reply.request, audience::member, what, now);
    flush(to);
  }
  void follow(client& who, version at) {
    ask(who, 900, subscribe_chat{room, std::nullopt});
    answer_followed(who, take<follow_chat>(), at);
  }
  void publish(version at) {
    moim::publication told{chat, at, at, false, {}};
    told.texts.push_back(chat_changed{room, at, at, to_text(head{at, 77}), {}});
    hub.publish(told, now);
  }
  void shut_out(std::vector<user_id> people, bool everybody = false) {
    hub.shut_out({chat, everybody, std::move(people)}, now);
  }
};

TEST_CASE("a call of a chat goes by way of its room, with its caller and its key") {
  chats_fixture f;
  auto alice = f.connect();
  f.ask(alice, 1, send_message{f.room, "hello"}, {make::key(7), std::nullopt});
  auto asked = f.take<call_chat>();
  CHECK(asked.to() == f.room.entity());
  CHECK(asked.who.user == make::user(1));
  CHECK(asked.who.key == make::key(7));
  CHECK(std::get<send_message>(asked.command).text == "hello");
  f.answer(alice, asked.reply.request, chat_sent{3, 5});
  CHECK(alice.decoder.answer<chat_sent>()->message == 3);
}

TEST_CASE("who follows a chat is told what is said after the version that they were told of") {
  chats_fixture f;
  auto alice = f.connect(1, encoding::msgpack);
  f.ask(alice, 1, subscribe_chat{f.room, to_text(head{4, 5})});
  auto asked = f.take<follow_chat>();
  CHECK(asked.to() == f.room.entity());
  CHECK(asked.seen == head{4, 5});
  f.answer_followed(alice, asked, 6);
  f.publish(6);
  f.publish(7);
  f.flush(alice);
  REQUIRE(alice.messages.size() == 2);
  CHECK(std::get<chat_changed>(alice.messages.back()).to == 7);
  f.ask(alice, 2, unsubscribe_chat{f.room});
  CHECK(alice.last_reply() == 2);
  CHECK(f.take<unfollow_chat>().room == f.room);
  f.publish(8);
  f.flush(alice);
  CHECK(alice.messages.size() == 3);
}

TEST_CASE("a room and its chat are followed each by itself") {
  chats_fixture f;
  auto alice = f.connect();
  f.follow(alice, 3);
  f.hub_fixture::follow(alice, 1, 9);
  f.publish(4);
  f.hub.publish(f.publication(1, 10, 10), f.now);
  f.flush(alice);
  CHECK(std::get<chat_changed>(alice.messages[2]).to == 4);
  CHECK(std::get<room_changed>(alice.messages[3]).to == 10);
  f.ask(alice, 2, unsubscribe_room{f.room});
  CHECK(f.take<unfollow_room>().room == f.room);
  f.ask(alice, 3, unsubscribe_room{f.room});
  CHECK(alice.last_failure() == "not_subscribed");
  f.publish(5);
  f.flush(alice);
  CHECK(std::get<chat_changed>(alice.messages.back()).to == 5);
}

TEST_CASE("what is not kept is told whatever was seen, and moves nobody on") {
  chats_fixture f;
  auto alice = f.connect();
  f.follow(alice, 3);
  moim::publication told;
  told.topic = f.chat;
  told.texts.push_back(chat_typed{f.room, make::user(2)});
  f.hub.publish(told, f.now);
  f.publish(4);
  f.flush(alice);
  REQUIRE(alice.messages.size() == 3);
  CHECK(std::get<chat_typed>(alice.messages[1]).user == make::user(2));
  CHECK(std::get<chat_changed>(alice.messages[2]).to == 4);
}

TEST_CASE("whoever is shut out is told so, and nothing of the chat after that") {
  chats_fixture f;
  auto alice = f.connect(1);
  auto bob = f.connect(2, encoding::msgpack);
  f.follow(alice, 3);
  f.follow(bob, 3);
  f.shut_out({make::user(2)});
  f.publish(4);
  f.flush(alice);
  f.flush(bob);
  CHECK(std::get<chat_changed>(alice.messages.back()).to == 4);
  CHECK(std::get<chat_ended>(bob.messages.back()).room == f.room);
  f.ask(bob, 2, unsubscribe_chat{f.room});
  CHECK(bob.last_failure() == "not_subscribed");
  CHECK(f.messages.empty());
  f.shut_out({}, true);
  f.flush(alice);
  CHECK(std::get<chat_ended>(alice.messages.back()).room == f.room);
  CHECK(f.take<unfollow_chat>().from == &f);
}

TEST_CASE("who is shut out while their follow is on its way does not follow") {
  chats_fixture f;
  auto alice = f.connect();
  f.ask(alice, 1, subscribe_chat{f.room, std::nullopt});
  auto asked = f.take<follow_chat>();
  f.shut_out({make::user(1)});
  f.answer_followed(alice, asked, 3);
  CHECK(alice.last_failure() == "not_member");
  CHECK(f.take<unfollow_chat>().room == f.room);
  f.publish(4);
  f.flush(alice);
  CHECK(alice.messages.size() == 1);
}

TEST_CASE("a resume asks rooms and chats, and tells what became of each") {
  chats_fixture f;
  auto alice = f.connect();
  resume_session all{{{f.room, std::nullopt}},
                     {{{f.room, to_text(head{2, 77})}, {make::room_number(2), std::nullopt}}}};
  f.ask(alice, 7, all);
  auto room = f.take<follow_room>();
  auto chat = f.take<follow_chat>();
  auto other = f.take<follow_chat>();
  CHECK(chat.seen == head{2, 77});
  f.answer(alice, other.reply.request, fail(errc::not_member));
  f.answer_followed(alice, chat, 3);
  f.publish(4);
  f.flush(alice);
  CHECK(alice.messages.empty());
  f.hub_fixture::answer_followed(alice, room, 9);
  REQUIRE(alice.messages.size() == 2);
  CHECK(std::get<reply>(alice.messages[0]).id == rpc_id{std::int64_t{7}});
  CHECK(std::get<chat_changed>(alice.messages[1]).to == 4);
  CHECK(alice.decoder.decode(alice.bytes[0]));
  auto answer = alice.decoder.answer<session_resumed>();
  REQUIRE(answer);
  CHECK(answer->rooms.size() == 1);
  CHECK(answer->failed.empty());
  CHECK(answer->chats->at(0).room == f.room);
  CHECK(answer->failed_chats->at(0).code == "not_member");
}

TEST_CASE("rooms and chats of a resume share what it may bring of what was missed") {
  chats_fixture f;
  auto alice = f.connect();
  resume_session all{{{f.room, to_text(head{2, 77})}},
                     {{{f.room, to_text(head{2, 77})}, {make::room_number(2), std::nullopt}}}};
  f.ask(alice, 7, all);
  CHECK(f.take<follow_room>().changes_at_most == max_missed_changes / 2);
  CHECK(f.take<follow_chat>().changes_at_most == max_missed_changes / 2);
}

TEST_CASE("a resume names something, and each chat once") {
  chats_fixture f;
  auto alice = f.connect();
  subscribe_chat wanted{f.room, std::nullopt};
  f.ask(alice, 1, resume_session{});
  CHECK(alice.last_failure() == "invalid_params");
  f.ask(alice, 2, resume_session{{}, {{wanted, wanted}}});
  CHECK(alice.last_failure() == "invalid_params");
  f.follow(alice, 1);
  f.ask(alice, 3, resume_session{{}, {{wanted}}});
  CHECK(alice.last_failure() == "invalid_params");
  CHECK(f.messages.empty());
}

TEST_CASE("a resume that names no chats is answered as it ever was") {
  chats_fixture f;
  auto alice = f.connect();
  f.ask(alice, 7, resume_session{{{f.room, std::nullopt}}});
  f.hub_fixture::answer_followed(alice, f.take<follow_room>(), 9);
  CHECK(alice.bytes.back().find("chats") == std::string::npos);
}

}  // namespace
}  // namespace moim::conversation_chats_cases
