#pragma once

#include "net/session_hub.hpp"
#include "sim/checks/history.hpp"
#include "sim/simulation/faults.hpp"
#include "sim/simulation/watched_store.hpp"
#include "store/faulty_store.hpp"

#include <map>

namespace moim::sim {

/// The client's end of a connection.
class line_end {
 public:
  virtual ~line_end() = default;
  virtual void on_bytes(std::string bytes) = 0;
  virtual void on_cut() = 0;
};

/// What all nodes of a run share.
struct cluster {
  moim::sim::world& world;
  const parameters& drawn;
  moim::sim::faults& faults;
  tally& seen;
  std::shared_ptr<store::fault_source> fault_source;
  std::shared_ptr<store::memory_logs> logs;
  log_checker& checker;
  const kind_table& kinds;
  catalogue& metrics;
  history& told;
};

/// One life of one node: production sessions and actors over a faulty way to the shared logs. A killed one stays as it
/// is, mute, until the run is over, since its actors' last messages may still be on their way.
class sim_node final : public outlet {
 public:
  sim_node(cluster& shared, unsigned index, unsigned life);
  ~sim_node() override;

  unsigned index() const { return index_; }
  bool is_up() const { return up_; }
  void kill();

  /// Opens a connection for a person; 0 if the node is down. `at` lives until `hang_up` or `on_cut`.
  session_number connect(encoding in, const user_id& user, line_end* at);
  /// Bytes arrive from a client.
  void receive(session_number number, std::string bytes);
  /// The client's end is gone.
  void hang_up(session_number number);
  /// The network loses the connection: both ends notice after a while.
  void cut(session_number number);
  std::vector<session_number> connections() const;

 private:
  void answer(session_number session, request_number request, result<method_answer> answer) override;
  void followed(session_number session, request_number request, audience who, room_followed answer) override;
  void publish(std::shared_ptr<const room_publication> publication) override;
  void notify(session_number session, user_changed change) override;

  /// What the actors said waits here, as it does for an I/O thread.
  void later(std::function<void(session_hub&)> act);
  void drain();
  /// Hands on what the sessions produced, and looks when they want to be woken.
  void pump();
  void tick();
  instant now() const { return instant_at(shared_.world.now()); }

  cluster& shared_;
  unsigned index_;
  bool up_ = true;
  watched_store inner_store_;
  store::faulty_store store_;
  node node_;
  session_hub hub_;
  std::map<session_number, line_end*> lines_;
  std::vector<std::function<void(session_hub&)>> inbox_;
  bool drain_scheduled_ = false;
  time_ms tick_at_ = 0;
  std::vector<node_message> messages_;
  std::vector<session_number> touched_;
};

}  // namespace moim::sim
