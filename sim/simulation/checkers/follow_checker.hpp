#pragma once

#include "domain/protocol.hpp"
#include "sim/checks/follower.hpp"
#include "sim/simulation/checkers/log_checker.hpp"

namespace moim::sim {

/// The rooms that one client follows, held against P7: each by what a client can see of it (`follower`), and what was
/// told of each version against what the log has there.
class follow_checker {
 public:
  follow_checker(const log_checker& logs, verdict& verdict, tally& seen, user_id user)
      : logs_(logs), verdict_(verdict), seen_(seen), user_(user) {}

  /// The connection is gone; tokens stay.
  void disconnected();
  std::optional<std::string> token(const room_id& room) const;
  bool follows(const room_id& room) const { return followed_.contains(room); }
  std::vector<room_id> rooms() const;

  void on_followed(const room_followed& answer);
  void on_changed(const room_changed& push);
  void on_reset(const room_reset& push);
  void forget(const room_id& room) { followed_.erase(room); }

  /// Rooms whose newest version this client has not heard of.
  std::vector<room_id> behind() const;

 private:
  void check_changes(const room_changed& told);
  void check_notices(const room_story& story, const room_changed& told);
  void check_now(const room_changed& push);
  void broken(const room_id& room, const std::string& what);

  const log_checker& logs_;
  verdict& verdict_;
  tally& seen_;
  user_id user_;
  std::map<room_id, follower> followed_;
};

}  // namespace moim::sim
