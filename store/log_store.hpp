#pragma once

#include "domain/declare/ids.hpp"
#include "domain/declare/keyed_hash.hpp"
#include "domain/declare/log.hpp"
#include "domain/declare/time.hpp"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace moim::store {

/// One commit as it lies in the log. The store never looks inside `bytes`.
struct stored_record {
  moim::version version = 0;
  commit_id commit = 0;
  std::string bytes;
  auto operator<=>(const stored_record&) const = default;
};

/// A part of an entity's state as of a version: what a load starts from instead of version 1 (rule 15).
struct snapshot_slice {
  std::uint32_t index = 0;
  version as_of = 0;
  std::string bytes;
  auto operator<=>(const snapshot_slice&) const = default;
};

/// A new time for an entity's only wake-up, or its end.
struct wake_change {
  std::optional<time_ms> at;
};

/// A new card for the directory, or its end. Cards are a view: they ride on an append, never on one of their own.
struct card_change {
  std::optional<std::string> bytes;
};

/// A record for another entity's log that lands with the append that it rides on, or not at all (rule 2). It becomes
/// the next record of that log whatever the log's head is, so what it says has to commute with whatever may be there.
struct rider {
  entity_id entity;
  /// The name of its commit: random, never 0.
  commit_id commit = 0;
  /// Never empty.
  std::string record;
  /// It begins the log: nothing lands if that has a record already (`unfit`).
  bool begins = false;
  std::optional<wake_change> wake{};
  std::optional<card_change> card{};
};

/// The only write there is: lands whole or not at all, and only if the entity's head is still `expected`.
struct append_request {
  entity_id entity;
  head expected;
  /// The name of the new commit: random, never 0.
  commit_id commit = 0;
  /// One commit's events. Empty: no new version, the head is only confirmed (and the changes below are made).
  std::string record;
  std::optional<wake_change> wake;
  std::optional<card_change> card;
  /// Replaces the slice of that index.
  std::optional<snapshot_slice> snapshot;
  /// Records up to here may be forgotten; 0 forgets none. Never above the oldest slice's `as_of`: the store stops
  /// there, and keeps the newest record, which is the head.
  version forget_to = 0;
  /// For other entities than `entity`; two may be for one. Only with a record, and only where `takes_riders`.
  std::vector<rider> riders;
};

/// It is durable; `now` is the entity's head.
struct committed {
  head now;
  /// Of each rider, in order: its log's head once it had landed.
  std::vector<head> riders{};
};

/// It did not happen: the head had moved to `now`. `missed` are the records after the expected version, oldest first;
/// it is empty if they are too many or if the expected commit is itself not in the log any more (a fork: reload).
struct conflict {
  head now;
  std::vector<stored_record> missed;
};

/// It did not happen, though nobody else has appended: the logs that these riders were to begin have begun.
struct unfit {
  std::vector<entity_id> riders;
};

/// It did not happen, and the log is as it was.
enum class refusal : std::uint8_t {
  storage_full,  ///< below the free-space watermark
  overloaded,    ///< the store's queue is at its bound
  unavailable,   ///< the store cannot be reached; surely not executed
};
struct refused {
  refusal why{};
};

/// It may have happened, may happen later, or never (rule 3). So may its riders: all of it or nothing.
struct unknown {};

using append_result = std::variant<committed, conflict, refused, unknown, unfit>;

/// What to read of a log.
struct read_request {
  entity_id entity;
  /// Records after this version; nothing: the slices and the records after the oldest of them.
  std::optional<version> after;
  std::size_t limit = 256;
};

/// A piece of a log. There is more if the last record (or, with none, the newest slice) is below `now`.
struct log_piece {
  head now;
  /// Records `forgotten`+1 … now.version are in the log.
  version forgotten = 0;
  /// All slices in the order of `index`; only where `after` was not given.
  std::vector<snapshot_slice> slices;
  std::vector<stored_record> records;
};

/// Why a piece could not be read.
enum class read_failure : std::uint8_t {
  unreachable,  ///< the store could not be reached; ask again
  damaged,      ///< the bytes on disk are not those that were written; asking again does not help
};

using read_result = tl::expected<log_piece, read_failure>;

/// A card of the directory, as it was last changed.
struct stored_card {
  entity_id entity;
  std::string bytes;
};

/// Called exactly once, on any thread, possibly before the call that took it returns; must not block or throw.
template <class Result>
using completion = std::function<void(Result)>;

/// Ends a `follow` when it is destroyed.
using following = std::shared_ptr<void>;

/// The port to the logs: four verbs (append, read, claim, follow), the store's time, and the view of cards.
/// Every implementation passes `tests/store/suite`. All calls are safe from any thread.
class log_store {
 public:
  virtual ~log_store() = default;

  /// The store's time, never going back (rule 8).
  virtual time_ms now() = 0;

  virtual void append(append_request request, completion<append_result> done) = 0;

  virtual void read(read_request request, completion<read_result> done) = 0;

  /// Up to `limit` entities whose wake-up is due at `now`, the earliest first. Each one's wake-up is moved to
  /// `now + lease`, so that it comes again if nobody handles it. Nothing: the store could not be reached.
  virtual void claim(time_ms now, time_ms lease, std::size_t limit,
                     completion<std::optional<std::vector<entity_id>>> done) = 0;

  /// Calls `moved` after another process has appended to `entity`. A hint: it may be late, doubled or lost, so
  /// followers confirm their head now and then (`is_shared`).
  virtual following follow(entity_id entity, std::function<void(head)> moved) = 0;

  /// Somebody will soon append to this log, or let something ride into it: the store may look up meanwhile what that
  /// takes. A hint; it may come to nothing.
  virtual void warm(const entity_id&) {}

  /// Whether anyone else appends to these logs.
  virtual bool is_shared() const = 0;

  /// Whether it writes several logs in one batch, and so takes riders.
  virtual bool takes_riders() const = 0;

  /// What derived ids are keyed with: drawn once when the store was made, and the same ever after, on all nodes, in
  /// backups and exports (rule 5).
  virtual id_secret secret() const = 0;

  /// Cards in the order of their entities, after `after`.
  virtual void cards(std::optional<entity_id> after, std::size_t limit,
                     completion<std::optional<std::vector<stored_card>>> done) = 0;
};

}  // namespace moim::store
