#pragma once

#include "domain/chat/chat_messages.hpp"
#include "domain/declare/plain_state.hpp"

/// What happens in a chat, as its log tells it.
namespace moim {

struct chat_begun {
  static constexpr std::uint16_t code = 190;
  static constexpr std::string_view name = "chat_begun";
  static constexpr std::string_view about = "The chat's first message came; these are the kind's rules as of then.";
  chat_terms terms;
  static constexpr auto fields() { return std::tuple{field{"terms", &chat_begun::terms, "What the kind says."}}; }
};

struct message_sent {
  static constexpr std::uint16_t code = 191;
  static constexpr std::string_view name = "message_sent";
  static constexpr std::string_view about = "Somebody wrote a message.";
  std::uint64_t message = 0;
  user_id user;
  std::string text;
  static constexpr auto fields() {
    return std::tuple{field{"message", &message_sent::message, "Its number: one more than the last."},
                      field{"user", &message_sent::user, "Who."},
                      field{"text", &message_sent::text, "What it says.", bounds{1, max_message_chars}}};
  }
};

struct message_edited {
  static constexpr std::uint16_t code = 192;
  static constexpr std::string_view name = "message_edited";
  static constexpr std::string_view about = "Its author gave a message another text.";
  std::uint64_t message = 0;
  user_id user;
  std::string text;
  static constexpr auto fields() {
    return std::tuple{field{"message", &message_edited::message, "Its number."},
                      field{"user", &message_edited::user, "Its author."},
                      field{"text", &message_edited::text, "What it says from now on.", bounds{1, max_message_chars}}};
  }
};

struct message_deleted {
  static constexpr std::uint16_t code = 193;
  static constexpr std::string_view name = "message_deleted";
  static constexpr std::string_view about = "Its author took a message away; its text is gone.";
  std::uint64_t message = 0;
  user_id user;
  static constexpr auto fields() {
    return std::tuple{field{"message", &message_deleted::message, "Its number."},
                      field{"user", &message_deleted::user, "Its author."}};
  }
};

struct message_redacted {
  static constexpr std::uint16_t code = 194;
  static constexpr std::string_view name = "message_redacted";
  static constexpr std::string_view about = "The host took a message away; its text is gone.";
  std::uint64_t message = 0;
  user_id user;
  static constexpr auto fields() {
    return std::tuple{field{"message", &message_redacted::message, "Its number."},
                      field{"user", &message_redacted::user, "The host then."}};
  }
};

struct messages_outlived {
  static constexpr std::uint16_t code = 195;
  static constexpr std::string_view name = "messages_outlived";
  static constexpr std::string_view about = "The days for which messages are kept were over for the oldest.";
  std::uint64_t up_to = 0;
  static constexpr auto fields() { return std::tuple{field{"up_to", &messages_outlived::up_to, "The last of them."}}; }
};

struct chat_forgotten {
  static constexpr std::uint16_t code = 196;
  static constexpr std::string_view name = "chat_forgotten";
  static constexpr std::string_view about = "Its room was forgotten, and all that was said in the chat with it.";
  static constexpr auto fields() { return std::tuple{}; }
};

/// What chats have in common with the plain types of entities: their requests are done once.
struct chat_requests {
  using methods = chat_methods;
};
using chat_answer = plain_answer<chat_requests>;
using chat_outcome = plain_outcome<chat_requests>;
using chat_request_answered = plain_request_answered<chat_requests>;

using chat_event = std::variant<fenced, chat_request_answered, chat_begun, message_sent, message_edited,
                                message_deleted, message_redacted, messages_outlived, chat_forgotten>;

}  // namespace moim
