#pragma once

#include "domain/matching/round/decide.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace moim::sim {

/// A command and when it is given.
struct timed_command {
  time_ms at = 0;
  pool_command command;
};

/// A pool and its history: what a ticket file holds, or a generator made.
struct recording {
  pool_kind kind;
  /// In the order of time; those with the same time are one batch.
  std::vector<timed_command> commands;
  /// The names that the file gave its tickets: ticket `{0, n}` is the n-th, from 1.
  std::vector<std::string> ticket_names;
  /// Likewise of user `{0, n}`.
  std::vector<std::string> user_names;
  /// What of a file was passed over, for whoever wrote it.
  std::vector<std::string> notes;

  std::string name_of(const ticket_id& id) const {
    return id.high == 0 && id.low >= 1 && id.low <= ticket_names.size() ? ticket_names[id.low - 1]
                                                                        : "t" + std::to_string(id.low);
  }
  std::string name_of(const user_id& id) const {
    return id.high == 0 && id.low >= 1 && id.low <= user_names.size() ? user_names[id.low - 1]
                                                                      : "u" + std::to_string(id.low);
  }
};

/// Values that were no text in a file (numbers, booleans) are kept with this before their JSON.
inline constexpr char raw_mark = '\x01';

}  // namespace moim::sim
