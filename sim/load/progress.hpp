#pragma once

#include "sim/load/run/load_run.hpp"

namespace moim::load {

/// Tells on standard error how a run goes: on a terminal in one line that is rewritten each second, elsewhere in a line
/// every five.
class progress_line {
 public:
  progress_line();
  void show(const load_run& run);
  /// Ends the line, so that what comes next begins at its own.
  void finish();

 private:
  bool on_terminal_;
  std::int64_t shown_ns_ = 0;
  std::uint64_t shown_done_ = 0;
  bool line_is_open_ = false;
};

}  // namespace moim::load
