#include "metrics/catalogue.hpp"
#include "net/session/session_hub.hpp"

#include <cstdlib>

/// Random bytes in random pieces, between random answers of the actors and jumps of time: no session may crash, keep
/// more than its bounds, or write anything but whole frames.
namespace moim {
namespace {

struct nobody final : outlet {
  void answer(session_number, request_number, result<method_answer>) override {}
  void followed(session_number, request_number, audience, followed_answer) override {}
  void publish(std::shared_ptr<const publication>) override {}
  void shut_out(std::shared_ptr<const exclusion>) override {}
  void notify(session_number, person_push) override {}
};

void must(bool holds) {
  if (!holds) std::abort();
}

class fuzzed_session {
 public:
  explicit fuzzed_session(std::uint8_t first) : client_{websocket::end::client, max_server_message_bytes} {
    std::optional<identity> who;
    if ((first & 2) != 0) who = identity{{1, 1}, now_.at + hour_ms};
    number_ = hub_.connect((first & 1) != 0 ? encoding::msgpack : encoding::json, who, now_);
  }

  /// One step: what it does is the first byte's choice.
  void step(std::uint8_t choice, std::span<const char> bytes) {
    switch (choice % 8) {
      case 5:
        now_ = instant_at(now_.at + choice * 100);
        hub_.tick(now_);
        break;
      case 6:
        answer_one(choice);
        break;
      case 7:
        publish(choice);
        break;
      case 4:
        receive_masked(bytes, choice);
        break;
      default:
        receive({bytes.begin(), bytes.end()});
    }
    flush((choice & 0x80) != 0);
  }

  void end() {
    hub_.disconnect(number_);
    must(hub_.sessions() == 0);
  }

 private:
  void receive(std::string bytes) { hub_.receive(number_, bytes, now_); }
  void receive_masked(std::span<const char> bytes, std::uint8_t choice) {
    std::string frame;
    auto kind = (choice & 8) != 0 ? websocket::opcode::binary : websocket::opcode::text;
    websocket::append_masked_frame(frame, kind, {bytes.data(), bytes.size()}, choice);
    receive(frame);
  }

  void answer_one(std::uint8_t choice) {
    if (asked_.empty()) return;
    auto asked = asked_.front();
    asked_.erase(asked_.begin());
    if (asked.second && (choice & 8) != 0) {
      hub_.followed(asked.first.session, asked.first.request, audience::outsider, agreed(*asked.second), now_);
    } else if ((choice & 16) != 0) {
      hub_.answer(asked.first.session, asked.first.request, fail(errc::unavailable), now_);
    } else if (!asked.second) {
      hub_.answer(asked.first.session, asked.first.request, done{}, now_);
    } else {
      hub_.answer(asked.first.session, asked.first.request, fail(errc::room_not_found), now_);
    }
  }

  static followed_answer agreed(const entity_id& topic) {
    room_id room{topic.high, topic.low};
    if (topic.type == entity_type::chat) return chat_followed{room, false, "3-0000000000000001", chat_page{}, {}};
    room_followed told;
    told.room = room;
    told.token = "3-0000000000000001";
    return told;
  }

  void publish(std::uint8_t choice) {
    version at = choice / 8;
    publication told{room_.entity(), at, at, false, {}};
    room_changed text;
    text.room = room_;
    text.from = text.to = at;
    told.texts.emplace_back(std::move(text));
    hub_.publish(told, now_);
  }

  void flush(bool slow) {
    std::vector<node_message> messages;
    hub_.take_messages(messages);
    for (auto& message : messages) std::visit([this](auto& each) { remember(each); }, message);
    std::vector<session_number> touched;
    hub_.take_touched(touched);
    must(asked_.size() <= limits_.max_hub_in_flight + limits_.max_subscriptions);
    must(hub_.in_flight() == asked_.size());
    // Pushes, what was answered before the last message was taken, and what that message was answered: at most one
    // answer more than the bound, of 200,000 bytes, and small ones.
    must(hub_.output(number_).bytes() <= 3 * limits_.max_outbox_bytes + 300'000);
    if (slow) return;
    auto sent = hub_.take_output(number_);
    client_.feed(sent);
    while (client_.next()) {
    }
    must(client_.failure() == 0);
  }

  void remember(auto& message) {
    if constexpr (requires {
                    message.reply;
                    message.seen;
                  }) {
      constexpr bool is_chat = std::is_same_v<std::remove_cvref_t<decltype(message)>, follow_chat>;
      if constexpr (!is_chat) room_ = message.room;
      asked_.emplace_back(message.reply, is_chat ? chat_of(message.room) : message.room.entity());
    } else if constexpr (requires { message.then; }) {
      remember(message.then);
    } else if constexpr (requires { message.reply; }) {
      asked_.emplace_back(message.reply, std::nullopt);
    }
  }

  session_limits limits_{.max_hub_in_flight = 200, .max_outbox_bytes = 100'000};
  instant now_ = instant_at(1'790'000'000'000);
  kind_table kinds_{{kind{"meal", 2, 20, true, roster::everyone, 0}}};
  catalogue metrics_{"fuzz"};
  nobody outlet_;
  session_hub hub_{limits_,
                   kinds_,
                   id_secret{},
                   [](std::string_view token, time_ms now) -> result<identity> {
                     if (token != "t") return fail(errc::token_invalid);
                     return identity{{1, 1}, now + minute_ms};
                   },
                   metrics_.edge,
                   outlet_};
  websocket::frame_reader client_;
  session_number number_ = 0;
  std::vector<std::pair<reply_address, std::optional<entity_id>>> asked_;
  room_id room_;
};

}  // namespace
}  // namespace moim

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  moim::fuzzed_session session{data[0]};
  // Each step: what to do, how many bytes, the bytes.
  for (std::size_t i = 1; i + 1 < size;) {
    std::size_t bytes = std::min<std::size_t>(data[i + 1], size - i - 2);
    session.step(data[i], {reinterpret_cast<const char*>(data) + i + 2, bytes});
    i += 2 + bytes;
  }
  session.end();
  return 0;
}
