#pragma once

#include "domain/declare/fence.hpp"
#include "domain/declare/keyed_hash.hpp"
#include "domain/declare/log.hpp"
#include "domain/declare/requests.hpp"
#include "domain/kind.hpp"
#include "domain/matching/owed/birth.hpp"
#include "domain/outbox/outbox.hpp"
#include "domain/room/room_before_facets.hpp"
#include "domain/room/room_messages.hpp"

#include <functional>

/// A room: its facets composed (facet.hpp, compose.hpp). `decide` and `apply` are pure; the actor around them only
/// collects, calls, appends, answers.
namespace moim {

/// `create_room` with its kind looked up, or that it is unknown.
struct create_room_resolved {
  static constexpr bool changes = true;
  using answer = room_opened;
  room_id room;
  moim::kind kind;
  std::string title;
  std::uint32_t seats = 0;
  /// Why it may not begin: then only a room that began before answers, as it answered then.
  std::optional<error> why_not{};
  room_drafts drafts{};
  /// What is the room's alone and nobody can guess (`room_seed`).
  hash_128 seed{};
};

/// What a room is asked on the wire by its id; a facet's methods follow from its declaration.
using room_methods = joined<type_list<read_room>, lists_of_facets<room_facets>::methods>;
static_assert(all_go_to<room_methods, entity_type::room>(), "a room's methods name rooms as their entity");
using all_room_commands = joined<type_list<create_room_resolved>, room_methods>;
using room_command = variant_of<all_room_commands>;
using room_answer = variant_of<answers_of<all_room_commands>>;

/// What a repeated request is answered with: the answers of all methods that change a room.
using room_outcome = variant_of<answers_of<filtered<is_changing, all_room_commands>>>;

struct room_created {
  static constexpr std::uint16_t code = 10;
  static constexpr std::string_view name = "room_created";
  static constexpr std::string_view about = "A room came to be, with the rules of its kind as they were then.";
  room_id room;
  user_id host;
  moim::kind kind;
  std::string title;
  std::uint32_t seats = 0;
  std::optional<match_id> match{};
  std::optional<criteria> agreed{};
  std::optional<backfill_terms> backfill{};
  std::optional<birth_origin> origin{};
  static constexpr auto fields() {
    return std::tuple{field{"room", &room_created::room, "The room."},
                      field{"host", &room_created::host, "Who created it."},
                      field{"kind", &room_created::kind, "The resolved kind."},
                      field{"title", &room_created::title, "What its host called it.", bounds{1, 255}},
                      field{"seats", &room_created::seats, "How many seats there are.", bounds{1, 100'000}},
                      field{"match", &room_created::match, "The match that it was born of."},
                      field{"agreed", &room_created::agreed, "What the match agreed on."},
                      field{"refill", &room_created::backfill, "With which it may look for others later."},
                      field{"origin", &room_created::origin, "By whose word, on a store that others share."}};
  }
};

/// What `outlives_history` in the facets stays, and what the room owes; its id is never used again.
struct room_forgotten {
  static constexpr std::uint16_t code = 125;
  static constexpr std::string_view name = "room_forgotten";
  static constexpr std::string_view about =
      "A room was over for as long as its kind keeps them: what was in it is forgotten.";
  static constexpr auto fields() { return std::tuple{}; }
};

/// Remembers a request's outcome; in the same commit as what it did.
struct request_answered {
  static constexpr std::uint16_t code = 2;
  static constexpr std::string_view name = "request_answered";
  static constexpr std::string_view about = "A request was done; asked again, it gets this outcome.";
  request_key key;
  user_id by;
  std::uint64_t parameters = 0;
  room_outcome outcome;
  std::uint8_t hashed_by = 0;
  static constexpr auto fields() {
    return std::tuple{field{"key", &request_answered::key, "The request's key."},
                      field{"by", &request_answered::by, "Who asked."},
                      field{"parameters", &request_answered::parameters, "A hash of what was asked."},
                      field{"outcome", &request_answered::outcome, "What was answered."},
                      field{"hashed_by", &request_answered::hashed_by, "By which rule it is hashed."}};
  }
};

/// What a room owes others.
using room_payload = variant_of<lists_of_facets<room_facets>::owes>;

using room_event =
    variant_of<joined<type_list<fenced, request_answered, room_created, room_forgotten, deliveries_owed<room_payload>,
                                deliveries_done, deliveries_put_aside, outbox_begun>,
                      lists_of_facets<room_facets>::events>>;

/// With this many open deliveries, beside two per seat, a room refuses requests that change it.
inline constexpr std::size_t max_room_deliveries = 65'536;

/// How many requests a room remembers beside two per seat: the number kept anyway, and the most.
inline constexpr std::size_t room_keys_kept = 256;
inline constexpr std::size_t max_room_keys = 16'384;

/// Something that time brings, and when.
struct due_event {
  time_ms at = 0;
  room_event event;
};

/// Where facets put what they want to happen.
struct events_out {
  std::vector<room_event> events{};
  template <class Event>
  void add(Event event) {
    events.emplace_back(std::move(event));
  }
};

/// Where facets put what the room owes.
struct debts_out {
  std::vector<owed_item<room_payload>> items{};
  template <class What>
  void add(const entity_id& target, What what) {
    items.push_back({target, std::move(what)});
  }
};

/// What was decided: the events to append, and the answer to give once they are on disk.
struct room_decision {
  std::vector<room_event> events;
  room_answer answer;
};

/// A room's state: what its events add up to. Version 0 is a room that does not exist.
struct room {
  room_id id;
  moim::kind kind;
  std::string title;
  /// With how many seats it was created.
  std::uint32_t size = 0;
  request_memory<room_outcome> requests;
  /// The time of the last commit: nothing is decided earlier than that (rule 8).
  time_ms last_at = 0;
  /// Of a room that was born of a match. Only its members may come back to it.
  std::optional<match_id> match;
  std::optional<criteria> agreed;
  states_of_room<room_facets> facets;
  moim::outbox<room_payload> outbox;

  bool exists() const { return static_cast<bool>(id); }
  request_bounds bounds_of_requests() const {
    std::size_t of_seats = 2 * std::size_t{size};
    return {room_keys_kept + of_seats, max_room_keys + of_seats};
  }
  /// A facet's state; null if the room has not the facet.
  template <class Facet>
  const state_of<Facet>* find() const {
    const auto& part = facets.template part<Facet>();
    return part ? &*part : nullptr;
  }
  /// The state of a facet that every room has; of one that does not exist the state of nothing.
  template <class Facet>
  const state_of<Facet>& get() const {
    static const state_of<Facet> none{};
    const auto* state = find<Facet>();
    return state ? *state : none;
  }

  static constexpr bool stored_by_name = true;
  static constexpr auto fields() {
    return std::tuple{
        field{"id", &room::id},        field{"kind", &room::kind},         field{"title", &room::title},
        field{"size", &room::size},    field{"requests", &room::requests}, field{"last_at", &room::last_at},
        field{"match", &room::match},  field{"agreed", &room::agreed},     field{"facets", &room::facets},
        field{"outbox", &room::outbox}};
  }
  using stored_before = room_before_facets<request_memory<room_outcome>, moim::kind>;
  static room from_before(stored_before before);
  bool operator==(const room&) const = default;
};

/// Whether a command needs a request key.
bool changes(const room_command& command);

/// Why no such room can be created, whenever that is (`seats_out_of_range`, `text_invalid`, and what its facets say of
/// what it is to begin with); nothing if it can.
std::optional<error> why_no_room(const create_room_resolved& asked);

/// Why the room answers nothing: it does not exist (`room_not_found`), or does not any more.
std::optional<error> why_silent(const room& state);

/// Decides one command at `now` (never before `state.last_at`).
/// A request that changes something and was done before gets its first outcome and no events (P3).
result<room_decision> decide(const room& state, const room_command& command, const caller& who, time_ms now);

/// What a refused command leaves behind all the same, to be appended: what it was refused with is still its answer.
std::vector<room_event> left_by_refusal(const room& state, const room_command& command, const caller& who,
                                        const error& why, time_ms now);

/// The room of a match, with its members seated in the order of their tickets; the first is its host. Nothing if it was
/// born before. \param by_word_of given on a store that others share
std::vector<room_event> decide_birth(const room& state, const room_id& id, const birth& of,
                                     const std::optional<birth_origin>& by_word_of = {});

/// What takes those that need no outbox out of the deliveries that a commit owes.
using room_debts_filter = std::function<void(deliveries_owed<room_payload>&)>;

/// Applies decided events to a draft of the room, and adds what follows from them in the same commit, and what they
/// make the room owe. `before` is how many events the commit has without these.
void settle(room& draft, std::vector<room_event>& events, const commit_stamp& stamp, std::size_t before,
            const room_debts_filter& filter = {});

/// A room as its first commit makes it.
struct new_room {
  std::vector<room_event> events;
  room after;
};

/// The room of a match with all that follows from its birth at `at`, for whoever writes its first commit in its stead
/// (`birth::commutes`). No events: the match has no members.
new_room begin_room(const room_id& id, const birth& of, time_ms at, const room_debts_filter& filter);

/// The earliest thing that time brings without anybody asking, such as a closing; nothing: nothing ever.
std::optional<due_event> next_due(const room& state);

/// When the room has to be woken at the latest; nothing: never.
std::optional<time_ms> next_wake(const room& state, time_ms now);

void apply(room& state, const room_event& event, const commit_stamp& stamp);

/// What the facets say, put together (compose.hpp).
std::optional<time_ms> keeps_until(const room& room, const seat_wanted& wanted, const moment& at);
std::string when_full(const room& room);
events_out instead_of_seat(const room& room, const seat_wanted& wanted);

bool sees_members(roster rule, audience who);

/// Whether the directory has a card of the room: it is open; or it is locked in, and will end by itself. Rooms that
/// would be locked in for ever do not pile up there, nor do those of matches, which nobody looks for.
bool is_listable(const room& state);

}  // namespace moim
