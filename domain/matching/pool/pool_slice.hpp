#pragma once

#include "domain/declare/log.hpp"
#include "domain/matching/index/posting_table.hpp"
#include "domain/matching/pool/open_parties.hpp"
#include "domain/matching/pool/pool_events.hpp"

#include <array>

/// A pool in a snapshot: a base, and 256 parts of its tickets by their ids, so that saving one never takes long (rule
/// 15). What an event changes in a part follows from the event and that part alone.
namespace moim {

inline constexpr std::size_t pool_slices = 256;

constexpr std::size_t slice_of(std::uint64_t word) { return mix64(word) % pool_slices; }
template <class Tag>
constexpr std::size_t slice_of(const id<Tag>& of) {
  return slice_of(of.low ^ of.high);
}

/// As of which versions the slices were loaded; 0: not loaded.
struct slice_versions {
  version base = 0;
  std::array<version, pool_slices> parts{};
};

/// A group that waits for its members to accept.
struct open_proposal {
  std::vector<ticket_id> tickets;
  std::vector<user_id> accepted;
  std::uint32_t people = 0;
  agreed_terms agreed;
  time_ms until = 0;
  /// If set, this room is asked instead of the members: it is offered to seat them.
  std::optional<room_id> room{};
  static constexpr auto fields() {
    return std::tuple{field{"tickets", &open_proposal::tickets}, field{"accepted", &open_proposal::accepted},
                      field{"people", &open_proposal::people},   field{"agreed", &open_proposal::agreed},
                      field{"until", &open_proposal::until},     field{"room", &open_proposal::room}};
  }
};

struct stored_ticket {
  ticket of;
  age_rank age = 0;
  std::uint8_t steps_done = 0;
  std::uint64_t proposal = 0;
  std::optional<time_ms> here_until;
  time_ms retried_at = 0;
  version gathered = 0;
  static constexpr auto fields() {
    return std::tuple{field{"of", &stored_ticket::of},
                      field{"age", &stored_ticket::age},
                      field{"steps_done", &stored_ticket::steps_done},
                      field{"proposal", &stored_ticket::proposal},
                      field{"here_until", &stored_ticket::here_until},
                      field{"retried_at", &stored_ticket::retried_at},
                      field{"gathered", &stored_ticket::gathered}};
  }
};

struct stored_proposal {
  std::uint64_t number = 0;
  open_proposal proposal;
  static constexpr auto fields() {
    return std::tuple{field{"number", &stored_proposal::number}, field{"proposal", &stored_proposal::proposal}};
  }
};

struct stored_avoided {
  user_id user;
  std::vector<block> blocks;
  static constexpr auto fields() {
    return std::tuple{field{"user", &stored_avoided::user}, field{"blocks", &stored_avoided::blocks}};
  }
};

struct stored_penalty {
  user_id user;
  time_ms until = 0;
  static constexpr auto fields() {
    return std::tuple{field{"user", &stored_penalty::user}, field{"until", &stored_penalty::until}};
  }
};

/// A part of a pool: tickets and open parties by their ids, proposals by their numbers, people by theirs.
struct pool_part {
  std::vector<stored_ticket> tickets;
  std::vector<stored_proposal> proposals;
  std::vector<stored_avoided> avoided;
  std::vector<stored_penalty> penalties;
  std::vector<open_party> parties{};
  static constexpr auto fields() {
    return std::tuple{field{"tickets", &pool_part::tickets}, field{"proposals", &pool_part::proposals},
                      field{"avoided", &pool_part::avoided}, field{"penalties", &pool_part::penalties},
                      field{"parties", &pool_part::parties}};
  }
};

struct pool_base {
  pool_kind kind;
  std::uint64_t last_proposal = 0;
  std::optional<time_ms> wave_at;
  time_ms last_at = 0;
  time_ms unattended_until = 0;
  static constexpr auto fields() {
    return std::tuple{field{"kind", &pool_base::kind}, field{"last_proposal", &pool_base::last_proposal},
                      field{"wave_at", &pool_base::wave_at}, field{"last_at", &pool_base::last_at},
                      field{"unattended_until", &pool_base::unattended_until}};
  }
};

}  // namespace moim
