#pragma once

#include "domain/declare/caller.hpp"
#include "domain/declare/fence.hpp"
#include "domain/declare/log.hpp"
#include "domain/declare/target.hpp"
#include "domain/inbox/badge.hpp"
#include "domain/matching/owed/note.hpp"
#include "domain/outbox/outbox.hpp"

#include <variant>

/// A person's inbox: what they were told, in order, with a cursor up to where they have read. Each piece of news is in
/// it once, however often it is sent.
namespace moim {

struct noted {
  static constexpr std::uint16_t code = 60;
  static constexpr std::string_view name = "noted";
  static constexpr std::string_view about = "A person was told something.";
  note told;
  static constexpr auto fields() { return std::tuple{field{"told", &noted::told, "What."}}; }
};

struct note_rode {
  static constexpr std::uint16_t code = 62;
  static constexpr std::string_view name = "note_rode";
  static constexpr std::string_view about =
      "A person was told something by the very commit that it tells of, unless they knew it. It gets the next number.";
  note told;
  static constexpr auto fields() { return std::tuple{field{"told", &note_rode::told, "What."}}; }
};

struct inbox_marked {
  static constexpr std::uint16_t code = 61;
  static constexpr std::string_view name = "inbox_marked";
  static constexpr std::string_view about = "A person has read up to here.";
  std::uint64_t to = 0;
  static constexpr auto fields() { return std::tuple{field{"to", &inbox_marked::to, "The last note that was read."}}; }
};

/// The most notes that are kept; past it an eighth are forgotten at once: the oldest of those that were read, then of
/// those that tell of an end or of a room's notice, and news of a match or a proposal that nobody has read only if
/// there is nothing else.
inline constexpr std::size_t max_notes = 256;
/// The most pieces of news that the inbox recognises when they are sent again.
inline constexpr std::size_t max_news = 1'024;

struct known_news {
  news_id id;
  time_ms since = 0;
  static constexpr auto fields() {
    return std::tuple{field{"id", &known_news::id}, field{"since", &known_news::since}};
  }
  bool operator==(const known_news&) const = default;
};

struct inbox {
  std::vector<note> notes;  // ascending by number
  std::uint64_t last = 0;
  std::uint64_t read_to = 0;
  std::vector<known_news> news;  // ordered by id
  time_ms last_at = 0;
  room_reading rooms;
  static constexpr auto fields() {
    return std::tuple{field{"notes", &inbox::notes},     field{"last", &inbox::last},
                      field{"read_to", &inbox::read_to}, field{"news", &inbox::news},
                      field{"last_at", &inbox::last_at}, field{"rooms", &inbox::rooms}};
  }
  bool operator==(const inbox&) const = default;
};

using inbox_event = std::variant<fenced, noted, inbox_marked, note_rode, room_marked, room_muted>;

/// News on its way to this person; its number and time are set where it lands.
struct put_note {
  static constexpr bool changes = true;
  note told;
};

struct read_inbox {
  static constexpr std::string_view name = "inbox.read";
  static constexpr std::string_view about = "Shows what the caller was told, the oldest first.";
  static constexpr bool changes = false;
  static constexpr entity_type entity = entity_type::inbox;
  static constexpr role who = role::person;
  using answer = struct inbox_page;
  std::optional<std::uint64_t> after;
  std::optional<std::uint32_t> limit;
  static constexpr auto fields() {
    return std::tuple{field{"after", &read_inbox::after, "Only notes after this number; absent: after those read."},
                      field{"limit", &read_inbox::limit, "How many at most; 100 if absent.", bounds{1, 256}}};
  }
};

struct inbox_page {
  static constexpr std::string_view name = "inbox_page";
  static constexpr std::string_view about = "A part of a person's inbox.";
  std::vector<note> notes;
  std::uint64_t last = 0;
  std::uint64_t read_to = 0;
  std::uint64_t forgotten = 0;
  static constexpr auto fields() {
    return std::tuple{field{"notes", &inbox_page::notes, "The oldest first.", bounds{0, max_notes}},
                      field{"last", &inbox_page::last, "The number of the newest note; 0: there never was one."},
                      field{"read_to", &inbox_page::read_to, "Up to where the person has read."},
                      field{"forgotten", &inbox_page::forgotten,
                            "Of the notes up to this number some are not kept any more; 0: all are there."}};
  }
};

struct mark_inbox {
  static constexpr std::string_view name = "inbox.mark";
  static constexpr std::string_view about =
      "Says that the caller has read up to a note of the inbox, or up to a notice of a room. It never goes back.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::inbox;
  static constexpr role who = role::person;
  using answer = struct done;
  std::uint64_t to = 0;
  std::optional<room_id> room{};
  static constexpr auto fields() {
    return std::tuple{
        field{"to", &mark_inbox::to, "The last note, or the room's last notice, that was read.", bounds{1}},
        field{"room", &mark_inbox::room,
              "Whose notices; absent: the inbox's notes. Of 256 rooms it is known, those marked last."}};
  }
};

using inbox_command = std::variant<put_note, read_inbox, mark_inbox, mute_room, unmute_room, read_badge>;

/// The note is in the inbox, since now or before; or the mark is set.
struct inbox_done {};
using inbox_answer = std::variant<inbox_done, inbox_page, inbox_badge>;

struct inbox_decision {
  std::vector<inbox_event> events;
  inbox_answer answer;
};

/// Known news changes nothing and is acknowledged all the same; so is a mark that is behind. Errors: those of
/// `decide_mute`.
result<inbox_decision> decide(const inbox& state, inbox_command command, const caller& who, time_ms now);
void apply(inbox& state, const inbox_event& event, const commit_stamp& stamp);

/// A note as it lies in an inbox whose newest had the number `last`, when it lands at `at`.
note numbered(note told, std::uint64_t last, time_ms at);

/// Puts a note into an inbox whatever that holds (`note::commutes`): one that it knows changes nothing.
std::vector<inbox_event> rider_of(note told);

/// What was put there with this event, as it lies in the inbox; null: nothing, or the inbox keeps it no longer.
const note* find_note(const inbox& state, const inbox_event& event);

/// Whether the inbox has this note for so short a time that a failover may still take it.
bool may_lose(const inbox& state, const note& told, time_ms now);

}  // namespace moim
