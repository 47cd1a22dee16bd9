#pragma once

#include "domain/declare/ids.hpp"
#include "domain/declare/time.hpp"

#include <vector>

namespace moim {

/// How much people have written lately: each may write so many messages in a minute, and after a pause as many at once.
/// Counted as a cell rate (GCRA, ITU-T I.371): a message takes its part of a minute, and nobody may be more than a
/// minute ahead of time.
class writing_rates {
 public:
  /// How long a person has to wait before they write; 0: they may now. \param per_minute from 1 to 60,000,000
  time_ms wait_ms(const user_id& user, std::uint32_t per_minute, time_ms now) const;
  /// The person has written at `now`.
  void add(const user_id& user, std::uint32_t per_minute, time_ms now);
  /// How many people it remembers: at most twice as many as have written within a minute, and 64.
  std::size_t size() const { return people_.size(); }

  struct entry {
    user_id user;
    /// Until when their time is used up, in microseconds since 1970.
    std::int64_t used_until_us = 0;
    static constexpr auto fields() {
      return std::tuple{field{"user", &entry::user}, field{"used_until_us", &entry::used_until_us}};
    }
    bool operator==(const entry&) const = default;
  };
  static constexpr auto fields() { return std::tuple{field{"people", &writing_rates::people_}}; }
  bool operator==(const writing_rates&) const = default;

 private:
  /// Ordered by person; some of them may have been quiet for a minute.
  std::vector<entry> people_;
};

}  // namespace moim
