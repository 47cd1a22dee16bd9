#pragma once

#include "domain/declare/errors.hpp"
#include "domain/declare/ids.hpp"
#include "domain/declare/time.hpp"

#include <deque>
#include <unordered_map>
#include <vector>

namespace moim {

/// How many explanations each person got within the last minute, whatever sessions they asked from. Held in memory
/// only: what is coarse stays so if a restart forgets who asked. Bounded by what one minute answers.
class explain_quota {
 public:
  /// \param per_minute for one person, 1 at least \param max_answers for all of them together
  explicit explain_quota(std::uint32_t per_minute, std::size_t max_answers = 65'536)
      : per_minute_(per_minute), max_answers_(max_answers) {}

  /// Takes one explanation for the person; `rate_limited`, and when to come again, if there is none.
  /// \param now never less than before
  std::optional<error> why_not(const user_id& user, time_ms now);
  /// Those of the last minute, as of the last call.
  std::size_t answers() const { return answered_.size(); }

 private:
  struct answer {
    time_ms at = 0;
    user_id to;
  };

  void forget_until(time_ms since);

  std::uint32_t per_minute_;
  std::size_t max_answers_;
  /// In the order of time.
  std::deque<answer> answered_;
  /// By person the times of theirs among those, in order. Only looked up in, never iterated.
  std::unordered_map<user_id, std::vector<time_ms>> by_person_;
};

}  // namespace moim
