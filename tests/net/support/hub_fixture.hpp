#pragma once

#include "domain/declare/resume_token.hpp"
#include "metrics/catalogue.hpp"
#include "net/message_frame.hpp"
#include "net/session/session_hub.hpp"
#include "net/wire/client_codec.hpp"
#include "net/wire/codec.hpp"
#include "tests/net/support/batch_reader.hpp"
#include "tests/support/make_tickets.hpp"

#include <catch2/catch.hpp>

#include <map>

namespace moim::test {

/// What a client was sent, read as a client reads it.
struct client {
  explicit client(encoding in) : wire{in}, decoder{in}, reader{websocket::end::client, max_server_message_bytes} {}

  encoding wire;
  message_decoder decoder;
  websocket::frame_reader reader;
  session_number number = 0;
  std::vector<server_message> messages;
  std::vector<std::string> bytes;                 // of each message
  std::vector<std::vector<std::string>> batches;  // each as `answer_lines`
  std::size_t pings = 0;
  std::vector<std::string> pongs;
  std::optional<std::uint16_t> closed;

  void read(std::string sent) {
    reader.feed(sent);
    while (auto frame = reader.next()) {
      CHECK_FALSE(closed);
      if (frame->kind == websocket::opcode::close) {
        auto at = [&](std::size_t i) { return static_cast<unsigned char>(frame->payload[i]); };
        closed = frame->payload.empty() ? websocket::status_none : static_cast<std::uint16_t>(at(0) << 8 | at(1));
      } else if (frame->kind == websocket::opcode::ping) {
        ++pings;
      } else if (frame->kind == websocket::opcode::pong) {
        pongs.emplace_back(frame->payload);
      } else {
        CHECK((frame->kind == websocket::opcode::text) == (wire == encoding::json));
        if (is_batch(wire, frame->payload)) {
          batches.push_back(answer_lines(wire, frame->payload));
          continue;
        }
        auto decoded = decoder.decode(frame->payload);
        REQUIRE(decoded);
        messages.push_back(*decoded);
        bytes.emplace_back(frame->payload);
      }
    }
    CHECK(reader.failure() == 0);
  }

  bool was_closed_with(close_code code) const { return closed == static_cast<std::uint16_t>(code); }
  /// The code of the failure that was the last message; `none` if it was none.
  std::string last_failure() const {
    if (messages.empty()) return "none";
    auto* told = std::get_if<failure>(&messages.back());
    return told != nullptr ? told->code : "none";
  }
  /// The id of the reply that was the last message; 0 if it was none.
  std::int64_t last_reply() const {
    if (messages.empty()) return 0;
    auto* told = std::get_if<reply>(&messages.back());
    return told != nullptr ? std::get<std::int64_t>(told->id) : 0;
  }
};

/// A hub under a clock that the test moves, with actors that are the test itself.
struct hub_fixture : outlet {
  explicit hub_fixture(const session_limits& limits = {})
      : hub{limits,       kinds, make::secret, [](std::string_view token, time_ms now) { return check(token, now); },
            metrics.edge, *this} {}

  /// `7` is a token of user 7 that is good for an hour after noon, `7@1000` for a second after noon.
  static result<identity> check(std::string_view token, time_ms now) {
    std::string text{token};
    auto at = text.find('@');
    if (text.empty() || text.find_first_not_of("0123456789@") != std::string::npos) return fail(errc::token_invalid);
    auto good_ms = at == std::string::npos ? hour_ms : std::stoll(text.substr(at + 1));
    if (make::noon_ms + good_ms <= now) return fail(errc::token_expired);
    return identity{make::user(std::stoull(text.substr(0, at))), make::noon_ms + good_ms};
  }

  client connect(std::optional<std::uint64_t> user = 1, encoding in = encoding::json, bool vouches = false) {
    client made{in};
    std::optional<identity> who;
    if (user) who = identity{make::user(*user), make::noon_ms + hour_ms, false, vouches};
    made.number = hub.connect(in, who, now);
    flush(made);
    if (user) {
      auto asked = std::get<open_session>(messages.back());
      messages.pop_back();
      answer(made, asked.reply.request, done{});
    }
    return made;
  }

  void receive(client& from, std::string bytes) {
    hub.receive(from.number, bytes, now);
    flush(from);
  }
  static std::string frame(const client& from, std::string_view message) {
    std::string out;
    websocket::append_masked_frame(out, message_opcode(from.wire), message, 0xa1b2c3d4);
    return out;
  }
  static std::string frame(const client& from, std::int64_t id, const method_call& call, request_options options = {}) {
    std::string message;
    encode_call(from.wire, id, call, options, message);
    return frame(from, message);
  }
  /// The requests as one message.
  void ask_all(client& from, const std::vector<std::string>& calls) {
    std::string message;
    encode_batch(from.wire, calls, message);
    receive(from, frame(from, message));
  }
  static std::string call(const client& from, const std::optional<rpc_id>& id, const method_call& what,
                          request_options options = {}) {
    std::string message;
    encode_call(from.wire, id, what, options, message);
    return message;
  }
  void ask(client& from, std::int64_t id, const method_call& call, request_options options = {}) {
    receive(from, frame(from, id, call, options));
  }
  void join(client& from, std::int64_t id, std::uint64_t room = 1) {
    ask(from, id, join_room{make::room_number(room)}, {make::key(static_cast<std::uint64_t>(id)), std::nullopt});
  }

  void flush(client& to) {
    take_messages();
    hub.take_touched(touched);
    to.read(hub.take_output(to.number));
    while (hub.may_go_on(to.number)) {
      hub.receive(to.number, {}, now);
      take_messages();
      to.read(hub.take_output(to.number));
    }
  }
  void take_messages() {
    hub.take_messages(fresh);
    messages.insert(messages.end(), fresh.begin(), fresh.end());
  }
  void answer(client& to, request_number request, result<method_answer> what) {
    hub.answer(to.number, request, std::move(what), now);
    flush(to);
  }
  void answer_followed(client& to, const follow_room& asked, version at, audience who = audience::outsider) {
    room_followed what;
    what.room = asked.room;
    what.token = to_text(head{at, 77});
    hub.followed(asked.reply.session, asked.reply.request, who, what, now);
    flush(to);
  }
  /// Follows a room from version `at` on.
  void follow(client& who, std::uint64_t room, version at) {
    ask(who, 900, subscribe_room{make::room_number(room), std::nullopt});
    answer_followed(who, take<follow_room>(), at);
  }
  /// Of a room; `taken` tells the audience.
  static moim::publication publication(std::uint64_t room, version from, version to) {
    moim::publication all{make::room_number(room).entity(), from, to, false, {}};
    for (std::size_t i = 0; i < audience_count; ++i) {
      room_changed text;
      text.room = make::room_number(room);
      text.from = from;
      text.to = to;
      text.taken = static_cast<std::uint32_t>(i);
      all.texts.emplace_back(std::move(text));
    }
    return all;
  }

  /// The oldest message to the actors, which must be a `T`.
  template <class T>
  T take() {
    REQUIRE_FALSE(messages.empty());
    REQUIRE(std::holds_alternative<T>(messages.front()));
    auto first = std::get<T>(messages.front());
    messages.erase(messages.begin());
    return first;
  }

  void pass(time_ms duration) {
    now = instant_at(now.at + duration);
    hub.tick(now);
  }

  void answer(session_number, request_number, result<method_answer>) override {}
  void followed(session_number, request_number, audience, followed_answer) override {}
  void publish(std::shared_ptr<const moim::publication>) override {}
  void shut_out(std::shared_ptr<const exclusion>) override {}
  void notify(session_number, person_push) override {}

  instant now = instant_at(make::noon_ms);
  kind_table kinds{{make::meal()}, {make::rules()}};
  catalogue metrics{"test"};
  session_hub hub;
  std::vector<node_message> messages;
  std::vector<node_message> fresh;
  std::vector<session_number> touched;
};

}  // namespace moim::test
