#pragma once

#include "sim/simulation/people/environment.hpp"

#include <map>

namespace moim::sim {

/// What goes wrong with the whole of a node, of the store, or of the crowd, each every so often as drawn.
class disasters {
 public:
  disasters(cluster& shared, environment& around) : shared_(shared), around_(around) {}

  void begin();

 private:
  void every(time_ms mean, std::string_view fault, std::function<void()> act);
  void kill_a_node();
  void pause_a_node();
  void drain_a_node();
  void cut_a_line();
  void note_heads();
  void lose_a_tail();
  void back_up();
  void restore();
  void make_a_clock_jump();

  cluster& shared_;
  environment& around_;
  /// How far each log went when heads were last noted, and the time before: the replicas have all of the latter.
  std::map<entity_id, version> noted_;
  std::map<entity_id, version> replicated_;
  std::optional<store::memory_logs::backup> backup_;
  log_checker::saved story_then_;
};

}  // namespace moim::sim
