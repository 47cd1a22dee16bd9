#pragma once

#include "domain/declare/derived_ids.hpp"
#include "domain/kind.hpp"
#include "domain/matching/owed/backfill_proposal.hpp"
#include "domain/matching/owed/birth.hpp"
#include "domain/matching/owed/note.hpp"
#include "domain/matching/pool/pool_events.hpp"
#include "domain/outbox/outbox.hpp"

/// What a pool owes others for what happens in it: rooms that are to be born or asked, and notes to people.
namespace moim {

using pool_payload = std::variant<birth, note, backfill_proposal>;

/// What one event makes the pool owe: to a room first, then to people.
struct pool_news {
  news_id id;
  time_ms since = 0;
  std::optional<birth> born;
  /// Nobody is told before the room has answered.
  std::optional<backfill_proposal> backfill;
  struct to_person {
    user_id user;
    note told;
    static constexpr auto fields() {
      return std::tuple{field{"user", &to_person::user}, field{"told", &to_person::told}};
    }
  };
  std::vector<to_person> notes;
  /// The room to be born; nothing in what was stored before stores had a secret.
  std::optional<room_id> room{};
  static constexpr auto fields() {
    return std::tuple{field{"id", &pool_news::id},          field{"since", &pool_news::since},
                      field{"born", &pool_news::born},      field{"notes", &pool_news::notes},
                      field{"offer", &pool_news::backfill}, field{"room", &pool_news::room}};
  }
};

/// A match's room gets another id, since something else has the first one.
struct birth_moved {
  static constexpr std::uint16_t code = 120;
  static constexpr std::string_view name = "birth_moved";
  static constexpr std::string_view about = "The name of a match's room was taken; the room is born under another.";
  std::uint64_t delivery = 0;
  room_id room;
  static constexpr auto fields() {
    return std::tuple{field{"delivery", &birth_moved::delivery, "The number of the birth."},
                      field{"room", &birth_moved::room, "The room's new id."}};
  }
};

/// The pool's own rules, which what it owes is made with.
struct pool_terms {
  const pool_kind& matching;
  const kind& room;
  const std::string& region;
};

/// Whether the pool gives up a room that still cannot be read.
bool may_give_up(const backfill_proposal& asked, time_ms now);

/// Sets the id of a match that is made at `now`, and that of its new room. They depend on the secret, which neither
/// the search nor `apply` knows.
void name_match(pool_event& event, const id_secret& secret, time_ms now);

/// What an event makes the pool owe, in order.
std::vector<pool_news> debts_of(const pool_event& event, const pool_terms& terms);

/// The same as deliveries: the notes of a match follow its room's birth.
void add_items(pool_news of, std::vector<owed_item<pool_payload>>& to);

}  // namespace moim
