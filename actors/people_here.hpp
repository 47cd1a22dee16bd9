#pragma once

#include "actors/outlet.hpp"
#include "domain/planted.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <unordered_map>

namespace moim {

/// One session of a person, and the way to it.
struct session_here {
  outlet* at = nullptr;
  session_number number = 0;
  bool operator==(const session_here&) const = default;
};

/// How far an inbox has come: the version of its log, the number of its last note, and its time; and the rooms that it
/// has muted, ordered, null: none.
struct inbox_place {
  version at = 0;
  std::uint64_t last = 0;
  time_ms last_at = 0;
  std::shared_ptr<const std::vector<room_id>> muted{};

  bool is_quiet(const note& told) const {
    return muted && told.what == note_kind::noticed && told.room &&
           std::binary_search(muted->begin(), muted->end(), *told.room);
  }
};

/// The people who have sessions on this node, and the way to those. Safe from any thread.
class people_here {
 public:
  /// The most sessions that one person may have on one node.
  static constexpr std::size_t max_sessions = 16;

  enum class opened : std::uint8_t { first, another, too_many };
  opened add(const user_id& user, const session_here& session) {
    auto& part = shard_of(user);
    std::lock_guard lock{part.mutex};
    auto& theirs = part.people[user].sessions;
    if (std::find(theirs.begin(), theirs.end(), session) != theirs.end()) return opened::another;
    if (theirs.size() >= max_sessions) return opened::too_many;
    theirs.push_back(session);
    return theirs.size() == 1 ? opened::first : opened::another;
  }
  /// True if it was the person's last.
  bool remove(const user_id& user, const session_here& session) {
    auto& part = shard_of(user);
    std::lock_guard lock{part.mutex};
    auto found = part.people.find(user);
    if (found == part.people.end()) return false;
    std::erase(found->second.sessions, session);
    if (!found->second.sessions.empty()) return false;
    part.people.erase(found);
    return true;
  }
  bool has(const user_id& user) const {
    const auto& part = shard_of(user);
    std::lock_guard lock{part.mutex};
    return part.people.contains(user);
  }
  /// Tells all of their sessions.
  void push(const user_id& user, const person_push& told) const {
    const auto& part = shard_of(user);
    std::lock_guard lock{part.mutex};
    auto found = part.people.find(user);
    if (found == part.people.end()) return;
    for (const auto& each : found->second.sessions) each.at->notify(each.number, told);
  }

  /// The person's inbox has come so far, if nobody knows of more.
  void know_inbox(const user_id& user, const inbox_place& now) {
    auto& part = shard_of(user);
    std::lock_guard lock{part.mutex};
    auto found = part.people.find(user);
    if (found != part.people.end() && now.at > found->second.inbox.at) found->second.inbox = now;
  }
  /// Tells all of the person's sessions of a note that has ridden into their inbox, and made its log so long. False if
  /// only the inbox knows which number it gave it.
  bool push_note(const user_id& user, const note& told, version at, time_ms when) {
    auto& part = shard_of(user);
    std::lock_guard lock{part.mutex};
    auto found = part.people.find(user);
    if (found == part.people.end()) return true;
    auto& [sessions, inbox] = found->second;
    if (at != inbox.at + 1) return false;
    inbox_noted landed{numbered(told, inbox.last, std::max(inbox.last_at, when))};
    inbox = {at, landed.note.number, landed.note.at_ms, std::move(inbox.muted)};
    if (inbox.is_quiet(told) && !is_planted(planted_bug::muted_pushed)) return true;
    for (const auto& each : sessions) each.at->notify(each.number, landed);
    return true;
  }

 private:
  struct person {
    std::vector<session_here> sessions;
    /// Version 0: it is empty, or nobody has told yet.
    inbox_place inbox;
  };
  struct alignas(64) shard {
    mutable std::mutex mutex;
    std::unordered_map<user_id, person> people;
  };
  const shard& shard_of(const user_id& user) const { return shards_[std::hash<user_id>{}(user) % shards_.size()]; }
  shard& shard_of(const user_id& user) { return shards_[std::hash<user_id>{}(user) % shards_.size()]; }

  std::array<shard, 64> shards_;
};

}  // namespace moim
