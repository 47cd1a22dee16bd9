#pragma once

#include "domain/chat/chat_messages.hpp"

/// How a chat is followed, and what its followers are pushed.
namespace moim {

/// One thing that happened in a chat.
struct chat_change {
  static constexpr std::string_view name = "chat_change";
  static constexpr std::string_view about = "One thing that happened in a chat.";
  std::string event;
  std::uint64_t message = 0;
  user_id by;
  std::optional<std::int64_t> at_ms;
  std::optional<std::string> text;
  static constexpr auto fields() {
    return std::tuple{
        field{"event", &chat_change::event,
              "message_sent, message_edited, message_deleted (by its author) or message_redacted (by the host)."},
        field{"message", &chat_change::message, "The message's number."}, field{"by", &chat_change::by, "Who did it."},
        field{"at_ms", &chat_change::at_ms, "When the message was sent, or edited last (ms since 1970)."},
        field{"text", &chat_change::text,
              "What the message says, if it was sent or edited and has not been taken away since.",
              bounds{1, max_message_chars}}};
  }
  bool operator==(const chat_change&) const = default;
};

/// What a follower of a chat is pushed: one or more of its commits.
struct chat_changed {
  static constexpr std::string_view name = "chat.changed";
  static constexpr std::string_view about =
      "Pushed to those who follow a chat. Versions have no gaps: `from` is always one more than the last `to`; "
      "versions "
      "with nothing to see have no changes.";
  room_id room;
  std::uint64_t from = 0;
  std::uint64_t to = 0;
  std::string token;
  std::vector<chat_change> changes;
  static constexpr auto fields() {
    return std::tuple{field{"room", &chat_changed::room, "The chat's room."},
                      field{"from", &chat_changed::from, "The first version that this covers."},
                      field{"to", &chat_changed::to, "The last version that this covers."},
                      field{"token", &chat_changed::token, "Resume from here after a disconnect."},
                      field{"changes", &chat_changed::changes, "What happened, in order."}};
  }
};

/// What a follower is pushed instead when the log was forked by a failover or a restored backup.
struct chat_reset {
  static constexpr std::string_view name = "chat.reset";
  static constexpr std::string_view about =
      "Pushed to those who follow a chat when the server's log turned out to be another one than they saw: forget what "
      "is known of the chat and begin with `snapshot`.";
  room_id room;
  std::uint64_t version = 0;
  std::string token;
  chat_page snapshot;
  static constexpr auto fields() {
    return std::tuple{field{"room", &chat_reset::room, "The chat's room."},
                      field{"version", &chat_reset::version, "The version of the snapshot."},
                      field{"token", &chat_reset::token, "Resume from here after a disconnect."},
                      field{"snapshot", &chat_reset::snapshot, "The newest page of the chat."}};
  }
};

struct chat_ended {
  static constexpr std::string_view name = "chat.ended";
  static constexpr std::string_view about =
      "Pushed to a session that follows the chat no longer: its person may not read it any more, or the server cannot "
      "be "
      "sure of that. To subscribe again tells which.";
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &chat_ended::room, "The chat's room."}}; }
};

struct chat_typed {
  static constexpr std::string_view name = "chat.typed";
  static constexpr std::string_view about = "Pushed to those who follow a chat: somebody is writing.";
  room_id room;
  user_id user;
  static constexpr auto fields() {
    return std::tuple{field{"room", &chat_typed::room, "The chat's room."},
                      field{"user", &chat_typed::user, "Who writes."}};
  }
};

struct seen_mark {
  static constexpr std::string_view name = "seen_mark";
  static constexpr std::string_view about = "How far somebody has read a chat.";
  user_id user;
  std::uint64_t message = 0;
  static constexpr auto fields() {
    return std::tuple{field{"user", &seen_mark::user, "Who."},
                      field{"message", &seen_mark::message, "The last message that they saw."}};
  }
  bool operator==(const seen_mark&) const = default;
};

/// The most people that one `chat.was_seen` tells of.
inline constexpr std::size_t max_seen_marks = 256;

struct chat_was_seen {
  static constexpr std::string_view name = "chat.was_seen";
  static constexpr std::string_view about = "Pushed to those who follow a chat: some people have read it.";
  room_id room;
  std::vector<seen_mark> marks;
  static constexpr auto fields() {
    return std::tuple{field{"room", &chat_was_seen::room, "The chat's room."},
                      field{"marks", &chat_was_seen::marks, "How far each of them has.", bounds{1, max_seen_marks}}};
  }
};

struct subscribe_chat {
  static constexpr std::string_view name = "chat.subscribe";
  static constexpr std::string_view about = "Follows a room's chat: with a token, from where the client left off.";
  static constexpr bool changes = false;
  static constexpr bool writes = false;
  static constexpr entity_type entity = entity_type::chat;
  static constexpr role who = role::person;
  using answer = struct chat_followed;
  using errors = error_list<errc::too_many_subscriptions>;
  room_id room;
  std::optional<std::string> token;
  bool operator==(const subscribe_chat&) const = default;
  static constexpr auto fields() {
    return std::tuple{field{"room", &subscribe_chat::room, "The room."},
                      field{"token", &subscribe_chat::token, "The last token seen of this chat.", bounds{1, 64}}};
  }
};

struct chat_followed {
  static constexpr std::string_view name = "chat_followed";
  static constexpr std::string_view about =
      "The session follows the chat from `token` on. Either `recovered` is true and `missed` holds every change since "
      "the client's token, or it is false and `snapshot` holds the newest page.";
  room_id room;
  bool recovered = false;
  std::string token;
  std::optional<chat_page> snapshot;
  std::vector<chat_changed> missed;
  static constexpr auto fields() {
    return std::tuple{field{"room", &chat_followed::room, "The chat's room."},
                      field{"recovered", &chat_followed::recovered, "Whether nothing was lost."},
                      field{"token", &chat_followed::token, "Resume from here after a disconnect."},
                      field{"snapshot", &chat_followed::snapshot, "The newest page, unless recovered."},
                      field{"missed", &chat_followed::missed, "What was missed, in order, if recovered."}};
  }
};

struct unsubscribe_chat {
  static constexpr std::string_view name = "chat.unsubscribe";
  static constexpr std::string_view about = "Stops following a room's chat.";
  static constexpr bool changes = false;
  static constexpr no_entity entity = no_entity::session;
  static constexpr role who = role::person;
  using answer = done;
  using errors = error_list<errc::not_subscribed>;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &unsubscribe_chat::room, "The room."}}; }
};

}  // namespace moim
