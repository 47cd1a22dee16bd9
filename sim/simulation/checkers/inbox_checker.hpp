#pragma once

#include "domain/inbox/inbox.hpp"
#include "sim/simulation/checkers/notice_story.hpp"
#include "sim/simulation/checkers/pool_checker.hpp"

namespace moim::sim {

/// An inbox as its log tells it.
struct inbox_story {
  std::vector<note> notes;
  std::set<news_id> known;
  std::uint64_t read_to = 0;
  /// Up to where rooms are read, which of them are muted, and of which of their notices the person was told.
  std::map<room_id, std::uint64_t> cursors;
  std::set<room_id> muted;
  std::set<std::pair<room_id, std::uint64_t>> notices;
  version last = 0;
  time_ms last_at = 0;
  std::vector<std::string> records;
  /// How often the end of the log was lost in a failover.
  unsigned forks = 0;
};

/// Watches every commit of the inboxes as it lands: each piece of news once, and none that no pool and no room has
/// made; no mark goes back.
class inbox_checker {
 public:
  inbox_checker(const pool_checker& pools, const notice_book& notices, verdict& verdict, trace& trace, tally& seen)
      : pools_(pools), notices_(notices), verdict_(verdict), trace_(trace), seen_(seen) {}

  void on_landed(const user_id& user, const store::stored_record& record, time_ms now);

  /// The newest `count` commits are gone.
  void on_tail_lost(const user_id& user, std::size_t count);

  using saved = std::map<user_id, inbox_story>;
  const saved& save() const { return inboxes_; }
  /// From here on news may be known that was never made: logs do not go back alone.
  void on_restored(const saved& then);
  /// The room's log has lost its end. If somebody had its name before its match, that match may be born there late, by
  /// a message on its way, and its people hear of it; what was born then gives itself up.
  void on_room_lost(const room_id& room) { lost_rooms_.insert(room.low); }
  void distrust_news() { trusts_news_ = false; }

  const saved& inboxes() const { return inboxes_; }
  const inbox_story* find(const user_id& user) const;

 private:
  void read(const user_id& user, inbox_story& story, const std::string& record);
  void read_note(const user_id& user, inbox_story& story, const note& told, bool rode);
  void read_mark(const user_id& user, inbox_story& story, const room_marked& mark);
  void check_notice(const user_id& user, const note& told);

  const pool_checker& pools_;
  const notice_book& notices_;
  verdict& verdict_;
  trace& trace_;
  tally& seen_;
  saved inboxes_;
  bool trusts_news_ = true;
  /// A half of each id, as news has it.
  std::set<std::uint64_t> lost_rooms_;
  /// What is read was seen before.
  bool again_ = false;
};

}  // namespace moim::sim
