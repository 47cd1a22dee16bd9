#pragma once

#include "domain/declare/caller.hpp"
#include "domain/declare/errors.hpp"
#include "domain/declare/fields.hpp"
#include "domain/declare/time.hpp"

#include <algorithm>
#include <vector>

namespace moim {

/// How long an outcome is remembered, by the time in its key (rule 5).
inline constexpr time_ms key_memory_ms = 24 * hour_ms;
/// How far the time in a key may be ahead of the server's: a client's wrong clock must not push out others' keys.
inline constexpr time_ms key_ahead_ms = 5 * minute_ms;
/// How many outcomes an entity remembers beside those that it has room for anyway (`keep`).
inline constexpr std::size_t key_memory_least = 256;

/// The outcomes of an entity's latest requests, so that a request that comes again gets the first outcome (P3).
/// Refusals leave no trace: a refused request that comes again is decided anew, and has still happened at most once.
template <class Outcome>
struct request_memory {
  struct entry {
    request_key key;
    user_id by;
    std::uint64_t parameters = 0;
    Outcome outcome;
    static constexpr auto fields() {
      return std::tuple{field{"key", &entry::key}, field{"by", &entry::by}, field{"parameters", &entry::parameters},
                        field{"outcome", &entry::outcome}};
    }
    bool operator==(const entry&) const = default;
  };

  /// Ordered by key, then by person.
  std::vector<entry> entries;
  /// No key up to this one is ever begun again.
  request_key forgotten;

  /// The outcome that this request had; nothing if it is new; an error if it can be neither repeated nor begun.
  result<std::optional<Outcome>> recall(const caller& who, time_ms now) const {
    if (!who.key) return fail(errc::key_missing);
    auto found = position(*who.key, who.user);
    if (found != entries.end() && found->key == *who.key && found->by == who.user) {
      if (found->parameters != who.parameters) return fail(errc::key_reused);
      return found->outcome;
    }
    if (*who.key <= forgotten || who.key->made_at_ms() <= now - key_memory_ms) return fail(errc::key_expired);
    if (who.key->made_at_ms() > now + key_ahead_ms) return fail(errc::key_ahead);
    return std::nullopt;
  }

  /// Remembers an outcome, and forgets those whose time is over or that are more than `keep`, the oldest keys first.
  void remember(entry added, time_ms now, std::size_t keep) {
    auto where = position(added.key, added.by);
    entries.insert(entries.begin() + (where - entries.begin()), std::move(added));
    // By count an eighth goes at once, so that moving the rest is not paid by every request.
    std::size_t drop = entries.size() > keep ? entries.size() - keep + keep / 8 : 0;
    while (drop < entries.size() && entries[drop].key.made_at_ms() <= now - key_memory_ms) ++drop;
    if (drop == 0) return;
    forgotten = std::max(forgotten, entries[drop - 1].key);
    entries.erase(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(drop));
  }

  static constexpr auto fields() {
    return std::tuple{field{"entries", &request_memory::entries}, field{"forgotten", &request_memory::forgotten}};
  }
  bool operator==(const request_memory&) const = default;

 private:
  auto position(const request_key& key, const user_id& by) const {
    return std::lower_bound(entries.begin(), entries.end(), std::pair{key, by}, [](const entry& e, const auto& wanted) {
      return std::pair{e.key, e.by} < wanted;
    });
  }
};

}  // namespace moim
