#pragma once

#include <array>
#include <cstdint>
#include <string_view>

/// Bugs that can be switched on to see that the simulator finds them (docs/simulation.md). Only the test program that
/// does so is compiled with MOIM_PLANTED_BUGS; everywhere else the switches are constants, and nothing of them is left.
namespace moim {

enum class planted_bug : std::uint8_t {
  none,
  version_check_skipped,      ///< an append lands whatever the head is
  answered_before_commit,     ///< answers leave when their commit is sent, not once it is on disk
  keys_forgotten_on_restart,  ///< an entity comes back from its log without the requests it has done
  replayed_on_old_state,      ///< a batch that lost against another goes again as it was decided before
  resume_off_by_one,          ///< a client that resumes misses the first commit that it missed
};
constexpr std::array<std::string_view, 6> enum_names(planted_bug) {
  return {"none",
          "version check skipped",
          "answered before commit",
          "keys forgotten on restart",
          "replayed on old state",
          "resume off by one"};
}

#ifdef MOIM_PLANTED_BUGS
/// The one that is on.
inline planted_bug planted = planted_bug::none;
inline bool is_planted(planted_bug bug) { return planted == bug; }
#else
constexpr bool is_planted(planted_bug) { return false; }
#endif

/// What `keys_forgotten_on_restart` does to a state that has any.
template <class State>
void forget_keys(State& state) {
  if constexpr (requires { state.requests; }) state.requests = {};
}

}  // namespace moim
