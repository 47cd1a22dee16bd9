#pragma once

#include "net/session/session_hub.hpp"
#include "sim/checks/history.hpp"
#include "sim/simulation/engine/watched_store.hpp"
#include "store/faulty_store.hpp"

#include <map>

namespace moim::sim {

/// The client's end of a connection.
class line_end {
 public:
  virtual ~line_end() = default;
  virtual void on_bytes(std::string bytes) = 0;
  virtual void on_cut() = 0;
  /// Whether it takes what the server sends; what it does not waits at the server.
  virtual bool is_reading() const = 0;
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

/// Which life of which node, and what is special about it.
struct node_life {
  unsigned index = 0;
  unsigned life = 0;
  /// Its binary is of a newer version.
  bool newer = false;
  /// How far its clock is from the world's.
  time_ms skew_ms = 0;
};

/// One life of one node: production sessions and actors over a faulty way to the shared logs. A killed one stays until
/// the run is over, since answers to it may still be on their way.
class sim_node final : public outlet {
 public:
  sim_node(cluster& shared, const node_life& life);
  ~sim_node() override;

  unsigned index() const { return life_.index; }
  bool is_up() const { return up_; }
  bool is_newer() const { return life_.newer; }
  /// Up, and not paused: takes new connections.
  bool is_answering() const { return up_ && !machine_.is_stopped() && !hub_.is_draining(); }
  void kill();
  /// Takes no requests any more, answers those that it has, and ends after a while.
  void drain_and_end();
  /// Nothing of it runs for a while; whatever reaches it waits.
  void pause(time_ms for_ms);
  void set_clock_skew(time_ms skew_ms) { life_.skew_ms = skew_ms; }

  /// Opens a connection, for a person if it says so itself; 0 if the node is down. `at` lives until `hang_up` or
  /// `on_cut`.
  session_number connect(encoding in, const std::optional<user_id>& user, line_end* at);
  /// Bytes arrive from a client.
  void receive(session_number number, std::string bytes);
  /// The client's end is gone.
  void hang_up(session_number number);
  /// The client reads again.
  void read_on(session_number number);
  /// The network loses the connection: both ends notice after a while.
  void cut(session_number number);
  std::vector<session_number> connections() const;
  const session_hub& sessions() const { return hub_; }

 private:
  void answer(session_number session, request_number request, result<method_answer> answer) override;
  void followed(session_number session, request_number request, audience who, followed_answer answer) override;
  void publish(std::shared_ptr<const publication> what) override;
  void shut_out(std::shared_ptr<const exclusion> whom) override;
  void publish_list(std::shared_ptr<const listing_publication> publication) override;
  void notify(session_number session, person_push push) override;

  /// What the actors said waits here, as it does for an I/O thread.
  void later(std::function<void(session_hub&)> act);
  void drain();
  /// Does it now, or once the node is not paused any more; never if it is killed.
  void whenever_running(std::function<void()> act);
  void go_on();
  /// Hands on what the sessions produced, and looks when they want to be woken.
  void pump();
  bool write(session_number number);
  void tick();
  /// Another beginning than the store's time has, so that whoever takes one for the other is found out.
  time_ms machine_now() const { return shared_.world.now() - began_at_ms + hour_ms; }
  instant now() { return {inner_store_.now(), machine_now() * 1'000'000}; }

  cluster& shared_;
  node_life life_;
  bool up_ = true;
  machine machine_;
  watched_store inner_store_;
  store::faulty_store store_;
  node node_;
  session_hub hub_;
  std::map<session_number, line_end*> lines_;
  std::vector<std::function<void(session_hub&)>> inbox_;
  std::vector<std::function<void()>> put_off_;
  bool drain_scheduled_ = false;
  time_ms tick_at_ = 0;
  std::vector<node_message> messages_;
  std::vector<session_number> touched_;
};

}  // namespace moim::sim
