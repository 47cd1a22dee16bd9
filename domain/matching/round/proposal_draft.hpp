#pragma once

#include "domain/matching/pool/pool.hpp"

#include <map>

namespace moim {

/// The open proposals as a round has changed them, and which of them it closes. A proposal that nobody has touched is
/// read from the pool.
class proposal_draft {
 public:
  proposal_draft(const pool& state, time_ms now) : state_(state), now_(now), last_number_(state.last_proposal()) {}

  /// The number of a new proposal.
  std::uint64_t next_number() { return last_number_ = next_proposal_number(last_number_, now_); }
  /// The proposal as it is by now; null if it is not open, or no longer.
  open_proposal* find(std::uint64_t number);
  /// From now on it is not open: it has become a match, or has been closed.
  void erase(std::uint64_t number) { changed_[number].reset(); }

  /// The round will close it: its group has lost somebody, or its time is over.
  void close_later(std::uint64_t number) { closing_.push_back(number); }
  bool is_closing(std::uint64_t number) const;
  bool closes_any() const { return !closing_.empty(); }
  /// Hands out all that are to be closed, in the order of their numbers, each once.
  std::vector<std::uint64_t> release_closing();

 private:
  const pool& state_;
  time_ms now_;
  std::uint64_t last_number_;
  /// Nothing for proposals that are no longer open.
  std::map<std::uint64_t, std::optional<open_proposal>> changed_;
  std::vector<std::uint64_t> closing_;
};

}  // namespace moim
