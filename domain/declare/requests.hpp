#pragma once

#include "domain/declare/caller.hpp"
#include "domain/declare/errors.hpp"
#include "domain/declare/fields.hpp"
#include "domain/declare/request_counts.hpp"
#include "domain/declare/time.hpp"
#include "domain/planted.hpp"

#include <algorithm>
#include <vector>

namespace moim {

/// How long an outcome is remembered, by the time in its key (rule 5).
inline constexpr time_ms key_memory_ms = 24 * hour_ms;
/// How far the time in a key may be ahead of the server's. An entry that is dated ahead cannot go before its time is
/// covered: this is how long clients with wrong clocks may take up room.
inline constexpr time_ms key_ahead_ms = 5 * minute_ms;
/// No other person's requests make a key expire that is younger than this: the time to repeat a request.
inline constexpr time_ms key_repeat_ms = 2 * minute_ms;
/// The most outcomes of one person that an entity remembers; past it the person's own oldest go.
inline constexpr std::uint32_t max_own_keys = 256;

/// How many outcomes a memory holds.
struct request_bounds {
  /// Beyond this many, the oldest go if they are older than `key_repeat_ms`.
  std::size_t keep = 0;
  /// Beyond this many, new requests are refused as `overloaded`, unless enough old ones may go.
  std::size_t max = 0;
};

/// Up to this key nothing of this person is ever begun again.
struct own_watermark {
  user_id user;
  request_key key;
  static constexpr auto fields() {
    return std::tuple{field{"user", &own_watermark::user}, field{"key", &own_watermark::key}};
  }
  bool operator==(const own_watermark&) const = default;
};

/// The outcomes of an entity's latest requests, so that a request that comes again gets the first outcome (P3).
/// Refusals leave no trace: a refused request that comes again is decided anew, and has still happened at most once.
///
/// An outcome is forgotten only when a watermark covers its key: its person's own, which rises when they have more than
/// `max_own_keys`, or the common one, which stays `key_repeat_ms` behind the time of the commit. So nobody's requests
/// make another's key expire before its time.
template <class Outcome>
struct request_memory {
  struct entry {
    request_key key;
    user_id by;
    /// The parameters' `request_hash`; 0: no longer known, so any parameters count as the same.
    std::uint64_t parameters = 0;
    Outcome outcome;
    static constexpr auto fields() {
      return std::tuple{field{"key", &entry::key}, field{"by", &entry::by}, field{"parameters", &entry::parameters},
                        field{"outcome", &entry::outcome}};
    }
    bool operator==(const entry&) const = default;
  };

  /// Ordered by key, then by person. Those that their person's own watermark covers go a few at a time.
  std::vector<entry> entries;
  /// The common watermark: no key up to this one is ever begun again.
  request_key forgotten;
  /// Ordered by person; none of them is covered by the common one. Each of them has `max_own_keys` entries.
  std::vector<own_watermark> own;
  /// By which rule the entries' parameters are hashed; 0 in what was stored before there was this field.
  std::uint8_t hashed_by = 0;

  /// The outcome that this request had; nothing if it is new; an error if it can be neither repeated nor begun.
  /// \param coming how many more are begun already and not remembered yet
  result<std::optional<Outcome>> recall(const caller& who, time_ms now, const request_bounds& bounds,
                                        std::size_t coming = 0) const {
    if (!who.key) return fail(errc::key_missing);
    if (is_covered(*who.key, who.user) && !is_planted(planted_bug::expired_keys_begun)) return fail(errc::key_expired);
    auto found = position(*who.key, who.user);
    if (found != entries.end() && found->key == *who.key && found->by == who.user) {
      if (found->parameters != 0 && found->parameters != who.parameters) return fail(errc::key_reused);
      return found->outcome;
    }
    if (who.key->made_at_ms() <= now - key_memory_ms) return fail(errc::key_expired);
    if (who.key->made_at_ms() > now + key_ahead_ms) return fail(errc::key_ahead);
    if (live() + coming < bounds.max) return std::nullopt;
    auto must_go = std::max(live() + coming + 1 - bounds.max, entries.size() / 8);
    auto free_in =
        must_go > entries.size() ? key_repeat_ms : entries[must_go - 1].key.made_at_ms() + key_repeat_ms - now;
    if (free_in <= 0) return std::nullopt;
    return tl::unexpected{error{errc::overloaded, "too many requests here within minutes",
                                static_cast<std::uint32_t>(std::max(free_in, second_ms))}};
  }

  /// Remembers an outcome, and forgets what has to make room for it. Nothing happens if it is known, or forgotten.
  /// \param rule by which its parameters are hashed
  /// \param now the time of the commit
  void remember(entry added, std::uint8_t rule, time_ms now, const request_bounds& bounds) {
    if (is_covered(added.key, added.by)) return;
    auto where = position(added.key, added.by);
    if (where != entries.end() && where->key == added.key && where->by == added.by) return;
    hashed_by = request_hash_rule;
    if (rule != request_hash_rule) added.parameters = 0;
    auto by = added.by;
    entries.insert(entries.begin() + (where - entries.begin()), std::move(added));
    limit_own(by);
    if (covered_ > max_own_keys / 8 && covered_ > entries.size() / 8) drop_covered();
    forget(now, bounds.keep);
  }

  /// How many are remembered.
  std::size_t live() const { return entries.size() - covered_; }

  static constexpr auto fields() {
    return std::tuple{field{"entries", &request_memory::entries}, field{"forgotten", &request_memory::forgotten},
                      field{"own", &request_memory::own}, field{"hashed_by", &request_memory::hashed_by}};
  }
  /// Restores the derived members, which are not stored (storage_codec.hpp).
  void after_reading() {
    counts_.clear();
    auto covered = [this](const entry& each) { return is_own_covered(each.key, each.by); };
    covered_ = static_cast<std::size_t>(std::count_if(entries.begin(), entries.end(), covered));
    if (hashed_by != request_hash_rule)
      for (auto& each : entries) each.parameters = 0;
  }
  bool operator==(const request_memory& other) const {
    return entries == other.entries && forgotten == other.forgotten && own == other.own;
  }

 private:
  auto position(const request_key& key, const user_id& by) const {
    return std::lower_bound(entries.begin(), entries.end(), std::pair{key, by}, [](const entry& e, const auto& wanted) {
      return std::pair{e.key, e.by} < wanted;
    });
  }
  auto own_position(const user_id& user) const {
    return std::lower_bound(own.begin(), own.end(), user,
                            [](const own_watermark& each, const user_id& wanted) { return each.user < wanted; });
  }

  bool is_own_covered(const request_key& key, const user_id& by) const {
    if (own.empty()) return false;
    auto found = own_position(by);
    return found != own.end() && found->user == by && key <= found->key;
  }
  bool is_covered(const request_key& key, const user_id& by) const {
    return key <= forgotten || is_own_covered(key, by);
  }

  /// The key time of the oldest eighth's last entry: to drop fewer is not worth the move. Needs entries.
  time_ms oldest_eighth() const { return entries[std::max<std::size_t>(entries.size() / 8, 1) - 1].key.made_at_ms(); }

  /// Whoever has too many loses the oldest of their own.
  void limit_own(const user_id& by) {
    if (live() <= max_own_keys) return counts_.clear();
    counts_.is_outgrown(entries.size()) ? count() : counts_.add(by);
    if (!counts_.may_be_many(by)) return;
    auto mine = counts_.of(by).value_or(0);
    if (mine == 0) {
      auto is_theirs = [&](const entry& each) { return each.by == by && !is_own_covered(each.key, by); };
      mine = counts_.tell(by, static_cast<std::uint32_t>(std::count_if(entries.begin(), entries.end(), is_theirs)));
    }
    for (; mine > max_own_keys; --mine) raise_own(by);
  }

  void count() {
    counts_.begin(entries.size());
    for (const auto& each : entries)
      if (!is_own_covered(each.key, each.by)) counts_.add(each.by);
    counts_.end();
  }

  void raise_own(const user_id& by) {
    auto mark = own.begin() + (own_position(by) - own.begin());
    if (mark == own.end() || mark->user != by) mark = own.insert(mark, {by, forgotten});
    auto oldest = std::upper_bound(entries.begin(), entries.end(), mark->key,
                                   [](const request_key& key, const entry& each) { return key < each.key; });
    while (oldest->by != by) ++oldest;
    mark->key = oldest->key;
    ++covered_;
    counts_.remove(by);
  }

  void drop_covered() {
    if (covered_ == 0) return;
    std::erase_if(entries, [this](const entry& each) { return is_own_covered(each.key, each.by); });
    covered_ = 0;
  }

  /// Raises the common watermark over entries whose day is over and, if there are too many, over the oldest.
  /// An eighth goes at once: otherwise every request would pay for moving the rest.
  void forget(time_ms now, std::size_t keep) {
    auto until = now - (live() > keep ? key_repeat_ms : key_memory_ms);
    if (live() > keep && is_planted(planted_bug::watermark_follows_keys)) until = now + key_ahead_ms;
    if (oldest_eighth() > until) return;
    drop_covered();
    std::size_t too_many = entries.size() > keep ? entries.size() - keep + keep / 8 : 0;
    std::size_t drop = 0;
    while (drop < entries.size() && entries[drop].key.made_at_ms() <= now - key_memory_ms) ++drop;
    while (drop < std::min(too_many, entries.size()) && entries[drop].key.made_at_ms() <= until) ++drop;
    if (drop == 0) return;
    while (drop < entries.size() && entries[drop].key == entries[drop - 1].key) ++drop;
    forgotten = entries[drop - 1].key;
    entries.erase(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(drop));
    std::erase_if(own, [this](const own_watermark& each) { return each.key <= forgotten; });
    counts_.clear();
  }

  // Derived.
  /// Counts each person's live entries, while there are more than one person may have.
  request_counts counts_{max_own_keys};
  /// Entries that their person's own watermark covers.
  std::size_t covered_ = 0;
};

}  // namespace moim
