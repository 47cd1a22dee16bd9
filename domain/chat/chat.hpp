#pragma once

#include "domain/chat/chat_events.hpp"
#include "domain/chat/writing_rate.hpp"
#include "domain/declare/due.hpp"

#include <span>

/// A room's chat: its newest messages, numbered 1, 2, 3… It is there from the first message on, and knows no members:
/// the room lets calls through (domain/room/talk/).
namespace moim {

/// The most bytes of text that a chat keeps, whatever its kind says of messages: the oldest go first.
inline constexpr std::size_t max_chat_bytes = 1'048'576;
/// How many requests a chat remembers anyway, and at most: as many may write within two minutes.
inline constexpr request_bounds chat_requests_kept{256, 65'536};

/// What the events of its log add up to. A chat that nobody has written in has no terms.
struct chat {
  std::optional<chat_terms> terms;
  /// The oldest first; their numbers have no gaps. Up to an eighth more than are shown: to drop one at a time would
  /// move all the others each time.
  std::vector<chat_message> messages;
  /// The number of the newest message that there ever was.
  std::uint64_t last = 0;
  writing_rates rates;
  request_memory<chat_outcome> requests;
  time_ms last_at = 0;
  /// So is its room: nobody writes in it any more.
  bool is_forgotten = false;
  /// Of all texts; derived, not stored.
  std::size_t text_bytes = 0;

  /// Those that are kept, as the terms say.
  std::span<const chat_message> shown() const;
  /// Null if it is not kept, or never was.
  const chat_message* find(std::uint64_t number) const;

  static constexpr auto fields() {
    return std::tuple{field{"terms", &chat::terms},
                      field{"messages", &chat::messages},
                      field{"last", &chat::last},
                      field{"rates", &chat::rates},
                      field{"requests", &chat::requests},
                      field{"last_at", &chat::last_at},
                      field{"is_forgotten", &chat::is_forgotten}};
  }
  /// Restores what is derived (storage_codec.hpp).
  void after_reading();
  bool operator==(const chat&) const = default;
};

/// A call that has come through the room, with the terms of the room's kind.
struct chat_request {
  chat_command asked;
  caller who;
  chat_terms terms;
  /// Why the room does not let it through. Then only a request that was done before is answered, as it was then (P3).
  std::optional<error> why_not{};
};

struct chat_decision {
  std::vector<chat_event> events;
  chat_answer answer;
};

/// Decides one call at `now` (never before `state.last_at`). Errors: the room's, and those that the method names.
result<chat_decision> decide(const chat& state, const chat_request& request, time_ms now);

/// What its room's end makes of it (`chat_over`): nothing if there is nothing to forget.
std::vector<chat_event> forget(const chat& state);

void apply(chat& state, const chat_event& event, const commit_stamp& stamp);

/// When the oldest messages are to be forgotten for their age: with all of an hour at once.
std::optional<due<chat_event>> next_due(const chat& state);

/// The newest messages, or those that `asked` is for.
chat_page page_of(const chat& state, const read_chat& asked);

/// Whether a call needs a request key.
bool changes(const chat_command& command);

}  // namespace moim
