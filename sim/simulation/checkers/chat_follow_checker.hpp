#pragma once

#include "sim/simulation/checkers/log_checker.hpp"

namespace moim::sim {

/// The chats that one client follows and reads, held against what the logs say: every change once and in order or a
/// snapshot (P7), no text after it was taken away, and nothing of what members say to anybody else.
class chat_follow_checker {
 public:
  /// \param grace_ms how long what a room says of its people may be on its way to those who are told of its chat
  chat_follow_checker(const log_checker& logs, verdict& verdict, user_id user, time_ms grace_ms)
      : logs_(logs), verdict_(verdict), user_(user), grace_ms_(grace_ms) {}

  /// The connection is gone; tokens stay.
  void disconnected();
  std::optional<std::string> token(const room_id& room) const;
  bool follows(const room_id& room) const { return followed_.contains(room); }
  std::vector<room_id> rooms() const;
  void forget(const room_id& room) { followed_.erase(room); }

  void on_followed(const chat_followed& answer);
  void on_changed(const chat_changed& push);
  void on_reset(const chat_reset& push);
  /// A page that was asked for at `asked_at`.
  void on_page(const room_id& room, const read_chat& asked, const chat_page& page, time_ms asked_at) const;

  /// Chats whose newest version this client has not heard of.
  std::vector<room_id> behind() const;

 private:
  struct place {
    version at = 0;
    std::string token;
    bool follows = false;
  };
  void begin_at(const room_id& room, const chat_page& page, const std::string& token);
  void go_on(const chat_changed& told);
  void check_changes(const chat_changed& told) const;
  void check_line(const chat_changed& told, const chat_change& change, const chat_line& line,
                  const chat_version& of) const;
  void check_snapshot(const chat_story& story, const room_id& room, const chat_page& page, version at) const;
  /// Null if the log proves nothing: it was forked.
  const chat_story* proof_of(const room_id& room) const;
  void broken(const room_id& room, const std::string& what) const;

  const log_checker& logs_;
  verdict& verdict_;
  user_id user_;
  time_ms grace_ms_;
  std::map<room_id, place> followed_;
};

}  // namespace moim::sim
