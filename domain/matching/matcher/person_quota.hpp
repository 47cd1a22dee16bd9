#pragma once

#include "domain/declare/errors.hpp"
#include "domain/declare/ids.hpp"
#include "domain/declare/time.hpp"

#include <deque>
#include <unordered_map>
#include <vector>

namespace moim {

/// How often each person did something within the last minute, whatever sessions they did it from. Held in memory only:
/// a restart forgets no more than a minute. What is remembered is bounded by forgetting what is oldest: nobody is
/// refused because others came before, however many people somebody is. Nobody can choose ids whose hashes collide.
class person_quota {
 public:
  /// \param per_minute for one person, 1 at least
  /// \param max_remembered for all of them together, 1 at least
  explicit person_quota(std::uint32_t per_minute, std::size_t max_remembered = 65'536)
      : per_minute_(per_minute), max_remembered_(max_remembered) {}

  /// Takes one of the person's; `rate_limited`, and when to come again, if there is none.
  /// \param now never less than before
  std::optional<error> why_not(const user_id& user, time_ms now);
  /// Those of the last minute, as of the last call.
  std::size_t remembered() const { return taken_.size(); }

 private:
  struct taken {
    time_ms at = 0;
    user_id by;
  };

  void forget_oldest();

  std::uint32_t per_minute_;
  std::size_t max_remembered_;
  /// In the order of time.
  std::deque<taken> taken_;
  /// By person the times of theirs among those, in order. Its hash is keyed; only looked up in, never iterated.
  std::unordered_map<user_id, std::vector<time_ms>> by_person_;
};

}  // namespace moim
