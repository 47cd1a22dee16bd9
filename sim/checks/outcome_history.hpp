#pragma once

#include "domain/declare/errors.hpp"
#include "domain/room/room.hpp"

#include <optional>
#include <string>

namespace moim::sim {

/// What became of one copy of a request: its answer, or why it was refused.
using heard_outcome = result<room_outcome>;

/// Whether this refusal says what became of the request. The others say "not now", "not known yet" or "no longer
/// known", and leave it open.
bool is_final(errc refusal);

/// All answers to one request key, however often it was sent and over which connection (P3).
///
/// A refused request leaves no trace, so a copy of it may still succeed; but once the client has been told "yes",
/// whoever asks again is told the same.
class outcome_history {
 public:
  /// Whether the client has been told "yes": goes with each copy that is sent, as `told_before`.
  bool is_done() const { return done_.has_value(); }
  const std::optional<room_outcome>& done() const { return done_; }

  /// Takes one more answer. `told_before`: the copy was sent after the client had been told "yes". Copies that were
  /// under way together may be answered in any order. Returns what cannot be, if it cannot.
  std::optional<std::string> add(const heard_outcome& answer, bool told_before);

 private:
  std::optional<room_outcome> done_;
};

/// For messages about violations: `seat 3`, `done`, `refused: room_full`.
std::string to_text(const heard_outcome& answer);

}  // namespace moim::sim
