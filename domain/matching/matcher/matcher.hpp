#pragma once

#include "domain/declare/fence.hpp"
#include "domain/declare/requests.hpp"
#include "domain/matching/matcher/party_messages.hpp"
#include "domain/matching/matcher/pool_debts.hpp"
#include "domain/matching/round/decide.hpp"

/// A pool with all that its log keeps beside the tickets: the outcomes of requests, what became of tickets, and the
/// work that its matches make for others.
namespace moim {

using ticket_outcome = std::variant<ticket_opened, done>;

struct answered_request {
  request_key key;
  user_id by;
  std::uint64_t parameters = 0;
  ticket_outcome outcome;
  static constexpr auto fields() {
    return std::tuple{field{"key", &answered_request::key, "The request's key."},
                      field{"by", &answered_request::by, "Who asked."},
                      field{"parameters", &answered_request::parameters, "A hash of what was asked."},
                      field{"outcome", &answered_request::outcome, "What was answered."}};
  }
};

struct requests_answered {
  static constexpr std::uint16_t code = 112;
  static constexpr std::string_view name = "requests_answered";
  static constexpr std::string_view about = "Requests were done; asked again, they get these outcomes.";
  std::vector<answered_request> requests;
  std::uint8_t hashed_by = 0;
  static constexpr auto fields() {
    return std::tuple{field{"requests", &requests_answered::requests, "Which."},
                      field{"hashed_by", &requests_answered::hashed_by, "By which rule what was asked is hashed."}};
  }
};

struct news_told {
  static constexpr std::uint16_t code = 113;
  static constexpr std::string_view name = "news_told";
  static constexpr std::string_view about =
      "Everybody who had to know of these has it on disk; written until there was an outbox.";
  std::vector<news_id> news;
  std::vector<news_id> parked;
  static constexpr auto fields() {
    return std::tuple{field{"news", &news_told::news, "Which."},
                      field{"parked", &news_told::parked, "Those that somebody could not take; given up."}};
  }
};

using matcher_event =
    std::variant<fenced, pool_created, tickets_submitted, tickets_ended, tickets_relaxed, matched, proposed, answered,
                 proposal_closed, avoided, presence_changed, tickets_retried, wave_matched, requests_answered,
                 news_told, penalised, deliveries_owed<pool_payload>, deliveries_done, deliveries_put_aside,
                 outbox_begun, birth_moved, party_invited, party_accepted, party_closed>;

/// What became of a ticket.
struct past_ticket {
  ticket_id ticket;
  std::optional<ticket_end> why;
  std::optional<room_id> room;
  std::vector<user_id> users;
  static constexpr auto fields() {
    return std::tuple{field{"ticket", &past_ticket::ticket}, field{"why", &past_ticket::why},
                      field{"room", &past_ticket::room}, field{"users", &past_ticket::users}};
  }
};

/// For each slice: the most past tickets and the most outcomes of requests that it remembers. Together the
/// slices have room for one request per ticket of the largest pool within two minutes.
inline constexpr std::size_t max_past_tickets = 256;
inline constexpr request_bounds slice_requests{512, 4'096};
/// The most tickets of a pool, and the most deliveries under way; past them submits are refused with `overloaded`.
inline constexpr std::size_t max_pool_tickets = 1'000'000;
inline constexpr std::size_t max_pool_deliveries = 65'536;
/// The same of those that were taken and are to be sent once more: a minute's, on a store that others share.
inline constexpr std::size_t max_pool_deliveries_taken = 262'144;

struct matcher {
  pool tickets;
  std::string region;
  moim::kind room;
  std::array<request_memory<ticket_outcome>, pool_slices> requests;
  std::array<std::vector<past_ticket>, pool_slices> past;
  moim::outbox<pool_payload> outbox;
  /// From logs older than the outbox, by id: news that may not have reached everybody.
  std::map<news_id, pool_news> news;
  std::uint64_t parked = 0;
  time_ms last_at = 0;

  bool exists() const { return !room.key.empty(); }
  const past_ticket* past_of(const ticket_id& id) const;
};

/// A submit with its rules looked up.
struct submit_resolved {
  std::shared_ptr<const pool_rules> rules;
  moim::ticket ticket;
  std::optional<std::uint32_t> ttl_s;
};
/// The last two come from rooms. They have no key, and a room may repeat them.
using matcher_command = std::variant<submit_resolved, cancel_request, accept_request, decline_request, accept_party,
                                     decline_party, start_backfill, answer_backfill>;

struct matcher_request {
  matcher_command command;
  caller who;
};

struct matcher_decision {
  std::vector<matcher_event> events;
  /// None of the requests was decided: see `pool_decision`.
  bool leaves_due = false;
  /// For each request, in order.
  std::vector<result<ticket_outcome>> outcomes;
  std::size_t repeated = 0;
  match_work work;
  std::optional<time_ms> wake_by;
};

/// Decides a batch at `now` (never before `state.last_at`), together with what is due by time.
/// \param workspace made for the pool's criteria
matcher_decision decide(const matcher& state, std::vector<matcher_request> batch, time_ms now,
                        const search_budget& budget, matcher_workspace& workspace);

void apply(matcher& state, const matcher_event& event, const commit_stamp& stamp);

/// When the pool has to be woken at the latest: for its tickets, or for what it owes.
std::optional<time_ms> next_wake(const matcher& state, time_ms now);

/// Error: `ticket_not_found`, also for a ticket that is not the caller's.
result<ticket_view> view_of(const matcher& state, const ticket_id& ticket, const user_id& by);
ticket_list tickets_of(const matcher& state, const user_id& by);
/// The tickets that invite a person and have no answer from them; the oldest first.
ticket_list invitations_of(const matcher& state, const user_id& by);

/// Slices of a snapshot: 0 is the base, 1 … 256 are the parts.
inline constexpr std::uint32_t matcher_slices = 1 + pool_slices;

struct matcher_base {
  pool_base tickets;
  std::string region;
  moim::kind room;
  std::uint64_t parked = 0;
  std::uint64_t last_delivery = 0;
  std::optional<version> outbox_begun_at{};
  std::uint64_t deliveries_dropped = 0;
  static constexpr auto fields() {
    return std::tuple{field{"tickets", &matcher_base::tickets},
                      field{"region", &matcher_base::region},
                      field{"room", &matcher_base::room},
                      field{"parked", &matcher_base::parked},
                      field{"last_delivery", &matcher_base::last_delivery},
                      field{"outbox_begun_at", &matcher_base::outbox_begun_at},
                      field{"deliveries_dropped", &matcher_base::deliveries_dropped}};
  }
};

struct matcher_part {
  pool_part tickets;
  request_memory<ticket_outcome> requests;
  std::vector<past_ticket> past;
  std::vector<pool_news> news;
  std::vector<delivery<pool_payload>> deliveries{};
  std::vector<delivery<pool_payload>> put_aside{};
  std::vector<taken_delivery<pool_payload>> taken{};
  static constexpr auto fields() {
    return std::tuple{field{"tickets", &matcher_part::tickets},
                      field{"requests", &matcher_part::requests},
                      field{"past", &matcher_part::past},
                      field{"news", &matcher_part::news},
                      field{"deliveries", &matcher_part::deliveries},
                      field{"put_aside", &matcher_part::put_aside},
                      field{"taken", &matcher_part::taken}};
  }
};

matcher_base base_of(const matcher& state);
matcher_part part_of(const matcher& state, std::size_t slice);

}  // namespace moim
