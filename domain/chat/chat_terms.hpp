#pragma once

#include "domain/declare/circle.hpp"
#include "domain/declare/fields.hpp"

namespace moim {

/// From when on people may write in a room's chat.
enum class chat_opening : std::uint8_t { at_once, when_locked };
constexpr std::array<std::string_view, 2> enum_names(chat_opening) { return {"at_once", "when_locked"}; }

/// The most characters that a kind may allow a message to have.
inline constexpr std::int64_t max_message_chars = 4'000;
/// The most messages that a kind may have a chat keep.
inline constexpr std::int64_t max_kept_messages = 10'000;

/// What the table `[chat]` of a kind holds. A chat keeps those that its first message came with.
struct chat_terms {
  static constexpr std::string_view name = "chat_rules";
  static constexpr std::string_view about = "The room has a chat.";
  std::uint32_t max_chars = 1'000;
  circle who = circle::members;
  std::uint32_t keep_messages = 1'000;
  std::optional<std::uint32_t> keep_days{};
  std::uint32_t messages_per_minute = 30;
  chat_opening opens = chat_opening::at_once;
  static constexpr auto fields() {
    return std::tuple{
        field{"max_chars", &chat_terms::max_chars, "How many characters a message may have.",
              bounds{1, max_message_chars}},
        field{"who", &chat_terms::who, "Who may read and write: the members, or everyone who is not kept away."},
        field{"keep_messages", &chat_terms::keep_messages, "How many messages are kept: the newest.",
              bounds{1, max_kept_messages}},
        field{"keep_days", &chat_terms::keep_days, "Days after which a message is forgotten; absent: never.",
              bounds{1, 3'650}},
        field{"messages_per_minute", &chat_terms::messages_per_minute,
              "How many messages one person may send or edit in a minute; after a pause, as many at once.",
              bounds{1, 1'000}},
        field{"opens", &chat_terms::opens, "Whether people may write at once, or from the lock-in on."}};
  }
  bool operator==(const chat_terms&) const = default;
};

}  // namespace moim
