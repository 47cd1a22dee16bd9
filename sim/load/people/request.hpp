#pragma once

#include "domain/protocol.hpp"
#include "net/wire/client_codec.hpp"
#include "sim/checks/outcome_history.hpp"
#include "sim/checks/recording.hpp"
#include "sim/load/operation.hpp"

#include <array>

namespace moim::load {

using outcome = sim::heard_outcome;

/// What a request is for: preparing or checking the run, the run itself, or what follows from it (resuming).
enum class purpose : std::uint8_t { chore, turn, consequence };

/// What a person is about to do.
struct intent {
  operation what{};
  person_number who = 0;
  /// Which room; for `create` and what is about no room: nothing.
  std::optional<room_number> room;
  method_call call;
  purpose why = purpose::turn;
};

/// One sending of a request.
struct copy {
  connection_number on = 0;
  bool under_way = false;
  /// Whether the client had been told "yes" before this one was sent.
  bool told_before = false;
};

/// A request, from its intent to the last answer to any of its copies.
struct request {
  static constexpr std::size_t max_copies = 4;

  intent of;
  std::optional<request_key> key;
  /// When it was to be sent: what its latency counts from.
  std::int64_t intended_ns = 0;
  sim::outcome_history history;
  sim::recording told;
  std::array<copy, max_copies> copies{};
  std::uint32_t refusals = 0;
  /// When to send it again; 0: not to be.
  std::int64_t again_ns = 0;
  /// Its slot was used this often before, so that old ids are told from new ones.
  std::uint32_t generation = 0;
  bool in_use = false;
  std::uint32_t times_sent = 0;
  bool settled = false;
  /// Once it is settled it is sent again, to see that it gets the same answer.
  bool to_repeat = false;

  bool is_under_way() const {
    for (const auto& each : copies)
      if (each.under_way) return true;
    return false;
  }
};

/// How a request ended, for the one who asked.
struct settlement {
  /// Nothing if it was done, else why it was refused.
  std::optional<errc> refusal;
  /// For requests that change something.
  const outcome* changed = nullptr;
  /// For the others, if done: gives the result.
  const message_decoder* result = nullptr;
  /// Whether it was given up: its outcome is not known.
  bool given_up = false;
};

}  // namespace moim::load
