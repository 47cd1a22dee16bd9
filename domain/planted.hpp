#pragma once

#include <array>
#include <cstdint>
#include <string_view>

/// Bugs that can be switched on to see that the simulator finds them (docs/simulation.md). Only the test program that
/// does so is compiled with MOIM_PLANTED_BUGS; everywhere else the switches are constants, and nothing of them is left.
namespace moim {

enum class planted_bug : std::uint8_t {
  none,
  // The rules.
  one_seat_too_many,      ///< a full room takes one more
  last_seat_refused,      ///< a room is called full while one seat is free
  seat_given_twice,       ///< a seat that somebody takes stays in the list of free ones
  lock_forgotten,         ///< a locked room takes people
  closed_again,           ///< a room that is over closes once more
  closing_forgotten,      ///< a room does not ask to be woken for its closing
  old_effects_taken,      ///< a person's log takes what a room said before what it knows already
  effects_counted_again,  ///< that effects are done is not kept
  // The mechanism of the entities.
  version_check_skipped,      ///< an append lands whatever the head is
  answered_before_commit,     ///< answers leave when their commit is sent, not once it is on disk
  keys_forgotten_on_restart,  ///< an entity comes back from its log without the requests it has done
  replayed_on_old_state,      ///< a batch that lost against another goes again as it was decided before
  batch_decided_apart,        ///< the requests of a batch do not see what those before them did
  unknown_taken_as_done,      ///< an append without an answer counts as landed
  unknown_taken_as_refused,   ///< … or as one that never happened
  refusals_not_confirmed,     ///< refusals and reads leave without looking whether the state is still so
  missed_not_published,       ///< followers do not hear of what another node appended
  time_goes_back,             ///< an entity decides at its node's time, also if the log is ahead of that
  wake_up_not_rewritten,      ///< a wake-up that was handled comes again and again
  saved_ahead_of_log,         ///< what is saved holds a commit that is not on disk yet
  hints_trusted,              ///< a followed entity does not look for itself whether its log has moved
  effects_not_repeated,       ///< an effect whose acknowledgement is lost is not sent again
  // The edge.
  resume_off_by_one,    ///< a client that resumes misses the first commit that it missed
  slow_reader_skipped,  ///< what a slow reader has no room for is dropped, and it is told nothing
  rooms_not_let_go,     ///< a room is not told that its last follower has gone
  room_id_by_chance,    ///< the id of a new room does not follow from the request's key
};
inline constexpr std::array planted_bug_names{
    std::string_view{"none"},
    std::string_view{"one seat too many"},
    std::string_view{"last seat refused"},
    std::string_view{"seat given twice"},
    std::string_view{"lock forgotten"},
    std::string_view{"closed again"},
    std::string_view{"closing forgotten"},
    std::string_view{"old effects taken"},
    std::string_view{"effects counted again"},
    std::string_view{"version check skipped"},
    std::string_view{"answered before commit"},
    std::string_view{"keys forgotten on restart"},
    std::string_view{"replayed on old state"},
    std::string_view{"batch decided apart"},
    std::string_view{"unknown taken as done"},
    std::string_view{"unknown taken as refused"},
    std::string_view{"refusals not confirmed"},
    std::string_view{"missed not published"},
    std::string_view{"time goes back"},
    std::string_view{"wake-up not rewritten"},
    std::string_view{"saved ahead of log"},
    std::string_view{"hints trusted"},
    std::string_view{"effects not repeated"},
    std::string_view{"resume off by one"},
    std::string_view{"slow reader skipped"},
    std::string_view{"rooms not let go"},
    std::string_view{"room id by chance"},
};

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
