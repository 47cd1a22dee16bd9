#pragma once

#include "domain/matching/tickets/criteria.hpp"
#include "domain/matching/tickets/ticket_end.hpp"

/// What a person is told.
namespace moim {

enum class note_kind : std::uint8_t { matched, proposed, proposal_closed, ticket_ended, noticed };
constexpr std::array<std::string_view, 5> enum_names(note_kind) {
  return {"matched", "proposed", "proposal_closed", "ticket_ended", "noticed"};
}

/// Names one piece of news for ever: a ticket is matched into a room once, ends once, and a pool's proposals are
/// numbered, and so are a room's notices. What has the same name is the same news, sent again.
struct news_id {
  /// Of a room's notice: the room's id.
  ticket_id ticket;
  note_kind what{};
  /// The proposal's number, the notice's number and time, or half of the room's id; 0: none of these.
  std::uint64_t proposal = 0;
  static constexpr auto fields() {
    return std::tuple{field{"ticket", &news_id::ticket}, field{"what", &news_id::what},
                      field{"proposal", &news_id::proposal}};
  }
  auto operator<=>(const news_id&) const = default;
};

struct note {
  static constexpr std::uint16_t code = 2;
  static constexpr std::string_view name = "note";
  static constexpr std::string_view about = "Something that a person is told.";
  static constexpr bool is_told_again = true;
  /// The inbox numbers it where it lands, and knows news by their names.
  static constexpr bool commutes = true;
  std::uint64_t number = 0;
  std::int64_t at_ms = 0;
  note_kind what{};
  ticket_id ticket;
  std::optional<room_id> room;
  std::optional<std::uint64_t> proposal;
  std::optional<std::int64_t> until_ms;
  std::optional<std::uint32_t> people;
  std::optional<ticket_end> why;
  std::optional<criteria> agreed;
  std::optional<std::uint64_t> notice{};
  std::optional<std::int64_t> happened_ms{};
  std::optional<std::string> event{};
  std::optional<user_id> person{};
  std::optional<bool> quiet{};
  /// A person must not miss their match.
  bool is_lasting() const { return what == note_kind::matched; }
  static constexpr auto fields() {
    return std::tuple{
        field{"number", &note::number, "Its place in the inbox, from 1; without gaps."},
        field{"at_ms", &note::at_ms, "When it was put there (ms since 1970)."},
        field{"what", &note::what, "What it is about."},
        field{"ticket", &note::ticket, "The person's ticket; of a notice none, all zeros."},
        field{"room", &note::room,
              "matched: the room in which the group sits; noticed: the room in which it happened."},
        field{"proposal", &note::proposal, "proposed, proposal_closed: which proposal."},
        field{"until_ms", &note::until_ms,
              "proposed: by then all have to have accepted (ms since 1970). It is cut short by whatever ends the group "
              "earlier; who was still thinking then waits on."},
        field{"people", &note::people, "matched, proposed: how many people."},
        field{"why", &note::why, "ticket_ended: why."},
        field{"agreed", &note::agreed, "matched, proposed: what suits all of them."},
        field{"notice", &note::notice, "noticed: the number of the room's notice."},
        field{"happened_ms", &note::happened_ms, "noticed: when it happened (ms since 1970)."},
        field{"event", &note::event, "noticed: what happened, such as applied.", bounds{1, 64}},
        field{"person", &note::person, "noticed: whom it is about."},
        field{"quiet", &note::quiet, "It came while its room was muted: it was not pushed, and does not count."},
    };
  }
  bool operator==(const note&) const = default;
};

/// The name of the news that a note tells. Should a failover take a match, its ticket may be matched into another room:
/// that is other news. Should it take a room's notice, another one may get its number: at another time.
inline news_id news_of(const note& told) {
  if (told.what == note_kind::noticed && told.room)
    return {{told.room->high, told.room->low},
            told.what,
            static_cast<std::uint64_t>(told.happened_ms.value_or(0)) * 1'000'000 + told.notice.value_or(0)};
  auto room = told.room ? told.room->low : 0;
  return {told.ticket, told.what, told.proposal.value_or(room)};
}

}  // namespace moim
