#pragma once

#include "domain/chat/chat_terms.hpp"
#include "domain/declare/done.hpp"
#include "domain/declare/error_set.hpp"
#include "domain/declare/ids.hpp"
#include "domain/declare/role.hpp"
#include "domain/declare/target.hpp"
#include "domain/declare/type_list.hpp"

/// What a room's chat is asked and answers. A call travels through the room, which lets it through or not: `who` is the
/// least that its caller has to be there, and a chat for members needs a member. `writes` is refused while the chat is
/// closed.
namespace moim {

/// One message, as it is kept and shown.
struct chat_message {
  static constexpr std::string_view name = "chat_message";
  static constexpr std::string_view about = "A message of a chat; of one that was taken away only that it was there.";
  std::uint64_t message = 0;
  user_id by;
  std::int64_t at_ms = 0;
  std::optional<std::string> text;
  std::optional<std::int64_t> edited_at_ms;
  std::optional<user_id> removed_by;
  static constexpr auto fields() {
    return std::tuple{
        field{"message", &chat_message::message, "Its number: 1, 2, 3… in the chat."},
        field{"by", &chat_message::by, "Who wrote it."},
        field{"at_ms", &chat_message::at_ms, "When (ms since 1970)."},
        field{"text", &chat_message::text, "What it says, unless it was taken away.", bounds{1, max_message_chars}},
        field{"edited_at_ms", &chat_message::edited_at_ms, "When it was edited last (ms since 1970)."},
        field{"removed_by", &chat_message::removed_by, "Who took it away: its author, or the host."}};
  }
  bool operator==(const chat_message&) const = default;
};

struct chat_sent {
  static constexpr std::uint16_t code = 1;
  static constexpr std::string_view name = "chat_sent";
  static constexpr std::string_view about = "The message is in the chat.";
  std::uint64_t message = 0;
  std::int64_t at_ms = 0;
  static constexpr auto fields() {
    return std::tuple{field{"message", &chat_sent::message, "Its number."},
                      field{"at_ms", &chat_sent::at_ms, "When (ms since 1970)."}};
  }
  bool operator==(const chat_sent&) const = default;
};

struct send_message {
  static constexpr std::string_view name = "chat.send";
  static constexpr std::string_view about = "Writes into a room's chat.";
  static constexpr bool changes = true;
  static constexpr bool writes = true;
  static constexpr entity_type entity = entity_type::chat;
  static constexpr role who = role::person;
  using answer = chat_sent;
  using errors = error_list<errc::text_invalid, errc::too_fast>;
  room_id room;
  std::string text;
  static constexpr auto fields() {
    return std::tuple{field{"room", &send_message::room, "The room."},
                      field{"text", &send_message::text, "What to say; the kind may allow fewer characters.",
                            bounds{1, max_message_chars}}};
  }
};

struct edit_message {
  static constexpr std::string_view name = "chat.edit";
  static constexpr std::string_view about = "Gives a message of the caller's another text.";
  static constexpr bool changes = true;
  static constexpr bool writes = true;
  static constexpr entity_type entity = entity_type::chat;
  static constexpr role who = role::person;
  using answer = done;
  using errors = error_list<errc::text_invalid, errc::too_fast, errc::message_not_found, errc::not_author>;
  room_id room;
  std::uint64_t message = 0;
  std::string text;
  static constexpr auto fields() {
    return std::tuple{field{"room", &edit_message::room, "The room."},
                      field{"message", &edit_message::message, "The message's number.", bounds{1}},
                      field{"text", &edit_message::text, "What it says from now on.", bounds{1, max_message_chars}}};
  }
};

struct delete_message {
  static constexpr std::string_view name = "chat.delete";
  static constexpr std::string_view about =
      "Takes a message of the caller's away: its text is gone. That there was one stays.";
  static constexpr bool changes = true;
  static constexpr bool writes = false;
  static constexpr entity_type entity = entity_type::chat;
  static constexpr role who = role::person;
  using answer = done;
  using errors = error_list<errc::message_not_found, errc::not_author>;
  room_id room;
  std::uint64_t message = 0;
  static constexpr auto fields() {
    return std::tuple{field{"room", &delete_message::room, "The room."},
                      field{"message", &delete_message::message, "The message's number.", bounds{1}}};
  }
};

struct redact_message {
  static constexpr std::string_view name = "chat.redact";
  static constexpr std::string_view about =
      "Takes anybody's message away: its text is gone. That there was one, and who took it away, stays.";
  static constexpr bool changes = true;
  static constexpr bool writes = false;
  static constexpr entity_type entity = entity_type::chat;
  static constexpr role who = role::host;
  using answer = done;
  using errors = error_list<errc::message_not_found>;
  room_id room;
  std::uint64_t message = 0;
  static constexpr auto fields() {
    return std::tuple{field{"room", &redact_message::room, "The room."},
                      field{"message", &redact_message::message, "The message's number.", bounds{1}}};
  }
};

/// The most messages of one page, and how many there are if nobody says.
inline constexpr std::uint32_t max_page_messages = 100;
inline constexpr std::uint32_t usual_page_messages = 50;

struct read_chat {
  static constexpr std::string_view name = "chat.read";
  static constexpr std::string_view about =
      "Reads a page of a room's chat: the newest messages, or those next to one that is known.";
  static constexpr bool changes = false;
  static constexpr bool writes = false;
  static constexpr entity_type entity = entity_type::chat;
  static constexpr role who = role::person;
  using answer = struct chat_page;
  room_id room;
  std::optional<std::uint64_t> before;
  std::optional<std::uint64_t> after;
  std::optional<std::uint32_t> limit;
  static constexpr auto fields() {
    return std::tuple{
        field{"room", &read_chat::room, "The room."},
        field{"before", &read_chat::before, "Only messages with a lower number; the page ends just before it.",
              bounds{1}},
        field{"after", &read_chat::after, "Only messages with a higher number; the page begins just after it."},
        field{"limit", &read_chat::limit, "The most messages; 50 if absent.", bounds{1, max_page_messages}}};
  }
};

struct chat_page {
  static constexpr std::string_view name = "chat_page";
  static constexpr std::string_view about = "Messages that follow one another.";
  std::vector<chat_message> messages;
  bool more = false;
  static constexpr auto fields() {
    return std::tuple{
        field{"messages", &chat_page::messages, "The oldest first.", bounds{0, max_page_messages}},
        field{"more", &chat_page::more, "Whether there are others in the direction in which it was asked for."}};
  }
  bool operator==(const chat_page&) const = default;
};

struct tell_typing {
  static constexpr std::string_view name = "chat.typing";
  static constexpr std::string_view about =
      "Tells those who follow the chat that the caller is writing; they hear it at most every three seconds.";
  static constexpr bool changes = false;
  static constexpr bool writes = true;
  static constexpr entity_type entity = entity_type::chat;
  static constexpr role who = role::person;
  using answer = done;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &tell_typing::room, "The room."}}; }
};

struct tell_seen {
  static constexpr std::string_view name = "chat.seen";
  static constexpr std::string_view about =
      "Tells those who follow the chat how far the caller has read; they hear it at most every second. It is not kept.";
  static constexpr bool changes = false;
  static constexpr bool writes = false;
  static constexpr entity_type entity = entity_type::chat;
  static constexpr role who = role::person;
  using answer = done;
  room_id room;
  std::uint64_t message = 0;
  static constexpr auto fields() {
    return std::tuple{field{"room", &tell_seen::room, "The room."},
                      field{"message", &tell_seen::message, "The last message that was seen.", bounds{1}}};
  }
};

/// What the room passes on to its chat.
using chat_methods =
    type_list<send_message, edit_message, delete_message, redact_message, read_chat, tell_typing, tell_seen>;
static_assert(all_go_to<chat_methods, entity_type::chat>(), "a chat's methods name chats as their entity");
using chat_command = variant_of<chat_methods>;

}  // namespace moim
