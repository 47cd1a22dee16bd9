#pragma once

#include "domain/protocol.hpp"
#include "sim/checks/violation.hpp"

namespace moim::sim {

/// One follower of one room: replays what is pushed on top of the last snapshot, and says when that cannot be the
/// whole story (P7). Knows of a fork (a lost tail, a restored backup) what a client knows: that it is told to begin
/// anew.
class follower {
 public:
  follower(const room_id& room, const user_id& who) : room_{room}, who_{who} {}

  const room_id& room() const { return room_; }
  const user_id& who() const { return who_; }
  /// What to resume with; empty before the first answer.
  const std::string& token() const { return token_; }
  std::uint64_t version() const { return version_; }
  /// How many seats are taken by what was pushed.
  std::uint32_t taken() const { return taken_; }
  room_phase phase() const { return phase_; }
  /// How often the server said that it could not tell what was missed.
  std::uint64_t resets() const { return resets_; }
  bool follows() const { return follows_; }

  /// The connection is gone: what comes next must answer a resume.
  void disconnect() { follows_ = false; }
  /// The answer to following it, for the first time or again.
  void followed(const room_followed& answer, verdict& found);
  void changed(const room_changed& push, verdict& found);
  void reset(const room_reset& push, verdict& found);
  /// After everything was answered and pushed: the room as it was read.
  void see_last(const room_view& seen, verdict& found) const;

 private:
  void begin_at(const room_view& snapshot, const std::string& token, verdict& found);
  void apply(const room_changed& changes, verdict& found);
  void complain(verdict& found, const std::string& seen) const;

  room_id room_;
  user_id who_;
  /// By the last snapshot; 0: not known, since a fork may leave nothing of a room, and then it is made anew.
  std::uint32_t seats_ = 0;
  std::uint64_t version_ = 0;
  std::uint64_t resets_ = 0;
  std::uint32_t taken_ = 0;
  room_phase phase_ = room_phase::open;
  bool follows_ = false;
  std::string token_;
};

}  // namespace moim::sim
