#pragma once

#include "domain/room/projection.hpp"
#include "sim/simulation/checkers/chat_checker.hpp"
#include "sim/simulation/checkers/inbox_checker.hpp"
#include "sim/simulation/checkers/notice_story.hpp"
#include "sim/simulation/checkers/said_in_room.hpp"

namespace moim::sim {

/// What a room's log says at one version, as this checker reads it: with nothing of the rules that are being checked.
struct room_version {
  commit_id commit = 0;
  time_ms landed_at = 0;
  room_phase phase{};
  std::uint32_t taken = 0;
  /// Within one commit some may come and others go, and seats, too.
  std::uint32_t most_taken = 0;
  std::uint32_t fewest_seats = 0;
  /// As a member sees them.
  std::vector<room_change> changes;
  /// Those for all members.
  std::vector<notice> notices{};
};

/// A room as its log tells it.
struct room_story {
  std::uint32_t capacity = 0;
  /// The most that there ever were: whoever sat in one of those keeps it.
  std::uint32_t most_seats = 0;
  user_id host;
  user_id creator;
  room_phase phase = room_phase::open;
  std::optional<time_ms> closes_at;
  /// When its closing landed.
  std::optional<time_ms> closed_at;
  /// What its description says last, and of which revision that is.
  std::uint32_t revision = 0;
  std::optional<time_ms> starts_at;
  std::optional<time_ms> ends_at;
  std::optional<time_ms> locked_at;
  std::optional<time_ms> over_at;
  bool is_forgotten = false;
  /// The time of the last commit, as its node's clock had it.
  time_ms last_at = 0;
  /// What it owes others, by number.
  std::uint64_t last_delivery = 0;
  std::set<std::uint64_t> owed;
  std::map<user_id, std::uint32_t> seats;
  /// When people lost their seat, or the room as its host, last.
  std::map<user_id, time_ms> gone_at;
  /// What its kind's tables have brought about.
  moim::kind kind;
  std::map<user_id, seat_kept> kept;
  /// For whom a seat was kept, now or before.
  std::set<user_id> were_kept;
  std::set<user_id> applicants;
  std::set<user_id> accepted;
  std::vector<user_id> waiting;
  std::set<user_id> banned;
  said_in_room said;
  std::map<std::pair<user_id, request_key>, room_outcome> answered;
  /// By version, from 1.
  std::vector<room_version> versions;
  std::vector<std::string> records;
  /// Of a room that was born of a match: which, and who sat in it from the start.
  std::optional<match_id> match;
  std::vector<user_id> born_with;
  /// The pool's proposals, and whether it took whom it was offered.
  std::map<std::uint64_t, bool> backfills;
  /// Who has come by which of them, and sits here still.
  std::map<user_id, std::uint64_t> came_by;
  notice_story notices;
  /// How often the end of the log was lost in a failover.
  unsigned forks = 0;
  /// Those who speak by a trusted server.
  const std::set<user_id>* trusted = nullptr;

  /// Whether somebody may do whatever members and hosts may, without being one.
  bool may_all(const user_id& user) const { return trusted && trusted->contains(user); }

  /// Whether somebody is among those who may do what members may, or was after `since`.
  bool was_in(const user_id& user, time_ms since) const {
    auto gone = gone_at.find(user);
    return may_all(user) || host == user || seats.contains(user) || (gone != gone_at.end() && gone->second >= since);
  }
  /// How many seats are taken or kept.
  std::uint32_t occupied() const { return static_cast<std::uint32_t>(seats.size() + kept.size()); }
};

/// The latest word of a room in a person's own log.
struct known_word {
  std::uint64_t number = 0;
  membership what{};
};

/// Watches every commit as it lands in the logs, and holds it against P1 (seats) and P3 (exactly once) at once.
class log_checker {
 public:
  log_checker(verdict& verdict, trace& trace, tally& seen)
      : verdict_(verdict),
        trace_(trace),
        seen_(seen),
        pools_(verdict, trace, seen, consents_),
        inboxes_(pools_, notices_, verdict, trace, seen),
        chats_(verdict, trace, seen) {}

  /// Somebody speaks by a trusted server.
  void trust(const user_id& user) { trusted_.insert(user); }
  /// `rode`: another entity's append has brought it.
  void on_landed(const entity_id& entity, const store::stored_record& record, time_ms now, bool rode = false);
  /// What an entity was as of a version lies on disk.
  void on_saved(const entity_id& entity, const store::snapshot_slice& slice);
  /// The newest `count` commits are gone.
  void on_tail_lost(const entity_id& entity, std::size_t count);

  /// An exception cost the entity what it had in memory.
  void on_exception(const entity_id& entity) { failed_.insert(entity); }
  bool has_failed(const entity_id& entity) const { return failed_.contains(entity); }

  /// Records up to there are no longer in the entity's log: what it was before is saved.
  void on_forgotten(const entity_id& entity, version to) {
    auto& forgotten = forgotten_[entity];
    forgotten = std::max(forgotten, to);
  }
  version forgotten(const entity_id& entity) const {
    auto found = forgotten_.find(entity);
    return found == forgotten_.end() ? 0 : found->second;
  }

  /// How many records a person's log has, those that are forgotten among them.
  std::size_t length_of(const user_id& user) const {
    auto found = people_records_.find(user);
    return found == people_records_.end() ? 0 : found->second.size();
  }

  /// What a backup of all logs holds, and its being restored.
  struct saved {
    std::map<room_id, room_story> rooms;
    std::map<user_id, std::map<room_id, known_word>> people;
    std::map<user_id, std::vector<std::string>> people_records;
    pool_checker::saved pools;
    inbox_checker::saved inboxes;
    chat_checker::saved chats;
  };
  saved save() const { return {rooms_, people_, people_records_, pools_.save(), inboxes_.save(), chats_.save()}; }
  void on_restored(const saved& then);

  /// Null if nothing was ever committed to it.
  const room_story* find(const room_id& room) const;
  const std::map<room_id, room_story>& rooms() const { return rooms_; }
  /// The rooms that each person's own log says they sit in.
  const std::map<user_id, std::map<room_id, known_word>>& people() const { return people_; }
  /// Whether a person's own log has ever said so.
  bool was_said(const user_id& user, const room_id& room, membership what) const {
    return said_.contains({user, room, what});
  }
  std::uint64_t commits() const { return commits_; }
  /// A host was told the room's code.
  void on_code_told(const room_id& room, const std::string& code) { codes_[room].insert(code); }
  /// Whether a host of the room was ever told that code.
  bool was_told(const room_id& room, const std::string& code) const {
    auto found = codes_.find(room);
    return found != codes_.end() && found->second.contains(code);
  }
  /// One that a host was told; nothing: none was.
  std::optional<std::string> a_code_of(const room_id& room) const {
    auto found = codes_.find(room);
    return found == codes_.end() ? std::nullopt : std::optional{*found->second.begin()};
  }
  /// Where people write down what they say yes to.
  consent_book& consents() { return consents_; }
  const pool_checker& pools() const { return pools_; }
  const inbox_checker& inboxes() const { return inboxes_; }
  const notice_book& notices() const { return notices_; }
  const chat_checker& chats() const { return chats_; }
  /// Whether what pools, rooms and inboxes say of one another can still be promised: none of their logs was forked.
  bool trusts_matches() const { return trusts_matches_; }

 private:
  void read_room(const room_id& room, const store::stored_record& record, time_ms now);
  void read_chat_of(const room_id& room, const store::stored_record& record, time_ms now);
  void read_user(const user_id& user, const store::stored_record& record, time_ms now, bool rode);
  void note_memberships(const user_id& user, const std::string& record);
  void check_seats(const room_id& room, const room_story& story);
  void check_quota(const room_id& room, const room_story& story);
  void check_birth(const room_id& room, const room_story& story);
  void broken(std::string promise, const room_id& room, std::string what);

  verdict& verdict_;
  trace& trace_;
  tally& seen_;
  std::map<room_id, room_story> rooms_;
  std::map<user_id, std::map<room_id, known_word>> people_;
  std::set<std::tuple<user_id, room_id, membership>> said_;
  /// The whole log of each.
  std::map<user_id, std::vector<std::string>> people_records_;
  std::uint64_t commits_ = 0;
  std::set<entity_id> failed_;
  std::map<entity_id, version> forgotten_;
  std::map<room_id, std::set<std::string>> codes_;
  consent_book consents_;
  notice_book notices_;
  pool_checker pools_;
  inbox_checker inboxes_;
  chat_checker chats_;
  std::set<user_id> trusted_;
  bool trusts_matches_ = true;
  /// No person's log has lost what it counted.
  bool trusts_quotas_ = true;
};

}  // namespace moim::sim
