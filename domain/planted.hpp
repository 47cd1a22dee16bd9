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
  one_seat_too_many,        ///< a full room takes one more
  last_seat_refused,        ///< a room is called full while one seat is free
  seat_given_twice,         ///< a seat that somebody takes stays in the list of free ones
  lock_forgotten,           ///< a locked room takes people
  closed_again,             ///< a room that is over closes once more
  closing_forgotten,        ///< a room does not ask to be woken for its closing
  old_words_taken,          ///< a person's log takes what a room said before what it knows already
  done_not_kept,            ///< that deliveries are done is not kept
  approval_not_asked,       ///< a room whose host accepts people one by one lets anybody in
  banned_may_come,          ///< somebody who is kept away from a room gets a seat in it
  kept_outlives_time,       ///< a seat that is kept for somebody is not free when its time is over
  kept_outlives_lock,       ///< a seat that is kept for somebody can be taken in a room that is locked in
  last_in_line_first,       ///< a freed seat goes to whoever came last
  line_not_served,          ///< a freed seat goes to nobody who waits for it
  threads_bottomless,       ///< people reply to comments however deep these stand
  removed_text_kept,        ///< the text of a removed comment that has replies stays in its empty place
  liked_twice,              ///< whoever likes a room likes it once more
  rooms_not_counted,        ///< somebody creates as many rooms of a kind as they like
  revision_not_asked,       ///< a description is replaced whatever its revision is
  resized_below_taken,      ///< a room gets fewer seats than are taken
  seats_not_assigned,       ///< whoever likes takes a seat in a room whose seats are assigned
  code_not_asked,           ///< a room that has a code lets anybody in
  schedule_not_moved,       ///< a room keeps to the first times that its description says
  forgotten_early,          ///< a room that is over is forgotten after five seconds
  notices_of_askers_alone,  ///< what nobody asked for, such as a closing, makes no notice
  hosts_notices_for_all,    ///< members read what is for the host alone
  actors_noted,             ///< people are told in their inboxes of what they did themselves
  room_marks_go_back,       ///< up to where a room is read goes back
  muted_pushed,             ///< a room that is muted disturbs all the same
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
  exceptions_swallowed,       ///< an exception in an entity's code is caught, and nobody is told
  watermark_follows_keys,     ///< keys are forgotten by their number alone, up to those that are dated ahead
  expired_keys_begun,         ///< a key that a watermark covers is begun like a new one
  deliveries_not_repeated,    ///< a delivery whose acknowledgement is lost is not sent again
  deliveries_not_due,         ///< an entity does not ask to be woken for what it owes
  done_when_sent,             ///< a delivery counts as done once it is sent
  taken_not_told_again,       ///< what a failover took from a person's log is not told again
  lost_words_kept,            ///< a person's log does not ask whether what a room has said still stands
  lost_births_kept,           ///< a room does not ask whether the match that it was born of still stands
  lost_proposals_kept,        ///< … or a proposal by which it has seated people since
  numbers_given_again,        ///< the number of a delivery that a failover has lost is given to another
  riders_sent_twice,          ///< what rides on an append goes aboard twice
  riders_told_early,          ///< people hear of what rides on an append when that is sent, not once it is on disk
  riders_not_told,            ///< an entity in memory does not hear of what has ridden into its log
  riders_land_alone,          ///< what rides on an append that lost against another lands all the same
  riders_lost_alone,          ///< a failover takes what has ridden into a log, and leaves the append that it rode on
  riders_outlive_source,      ///< a failover takes an append, and leaves what rode on it
  riders_not_saved,           ///< a log that only riders make longer is never saved
  births_ride_on_anything,    ///< a match's room is put on top of whatever has its name
  // The edge.
  resume_off_by_one,    ///< a client that resumes misses the first commit that it missed
  slow_reader_skipped,  ///< what a slow reader has no room for is dropped, and it is told nothing
  rooms_not_let_go,     ///< a room is not told that its last follower has gone
  room_id_by_chance,    ///< the id of a new room does not follow from the request's key
  // Tickets and pools.
  matched_stays,          ///< a ticket that waited stays in the pool after its match
  cancelled_and_matched,  ///< a ticket that is cancelled is still found by the same decision
  blocks_one_way,         ///< only the blocks of one of two tickets are looked at
  met_again,              ///< a pool forgets who was matched with whom
  time_outlived,          ///< a ticket lives on for a second when its time is over
  held_still_found,       ///< a ticket that a proposal holds is put into other groups
  back_in_limbo,          ///< one of the tickets of a proposal that is closed stays held
  back_as_youngest,       ///< a ticket comes back from a proposal younger than it was
  silent_come_back,       ///< whoever says nothing to a proposal comes back with the others
  matched_without_all,    ///< a proposal becomes a match when all but one have accepted
  proposal_stays_open,    ///< a proposal outlives a ticket of it that is cancelled or declined
  company_not_looked_at,  ///< somebody whom a person brings along may wait in another ticket
  silence_is_consent,     ///< a party is complete once its time is over, whoever has said nothing
  relaxed_not_tried,      ///< a ticket that has relaxed is not searched for a group
  patience_forgotten,     ///< a ticket whose patience is over is not searched for a smaller group
  old_postings_kept,      ///< a ticket that relaxes is found under what it asked for before
  steps_not_due,          ///< a ticket does not ask to be woken for its relaxation
  times_not_due,          ///< a pool does not ask to be woken for its tickets and its waves
  gathered_forgotten,     ///< a wave matches only those who come with it
  backfilled_again,       ///< what a room says again in the commit in which its ticket ends is looked for again
  outcomes_not_recalled,  ///< a request about tickets that comes again is decided again
  born_one_short,         ///< the room of a match begins without one of its members
  born_again,             ///< a room that exists is born once more when its match is told again
  born_into_anything,     ///< a match's people are sent to whatever room has its room's id
  penalties_forgotten,    ///< whoever has let a group down may submit again at once
  expiry_not_told,        ///< people are not told that their ticket has expired
  slices_a_commit_ahead,  ///< a pool that comes back from its slices passes over the commit after each
  // Inboxes.
  news_taken_twice,         ///< an inbox takes news that it has already
  page_off_by_one,          ///< a page of an inbox begins after the first note that was asked for
  others_notes_not_pushed,  ///< people do not hear of notes that came through another node
  // The directory.
  card_change_lost,       ///< a card that has fewer members than before stays as it was
  gone_still_listed,      ///< a card that is gone stays in one of the orders
  radius_not_inclusive,   ///< what is just as far away as was asked for is left out
  date_line_not_crossed,  ///< what lies around a point ends at the date line
  cursor_skips,           ///< a page begins after the first card that was not on the one before
  // Chats.
  talk_not_asked,            ///< a room lets everybody's calls through to its chat
  message_doubled,           ///< a chat forgets at once which requests it has done
  redacted_text_kept,        ///< the text of a message that was taken away stays
  talk_not_published,        ///< followers of a chat do not hear that a message was edited
  messages_forgotten_early,  ///< a chat keeps half as many messages as its kind says
  shut_out_not_told,         ///< a session is not told that its person may not read the chat any more
};
inline constexpr std::array planted_bug_names{
    std::string_view{"none"},
    std::string_view{"one seat too many"},
    std::string_view{"last seat refused"},
    std::string_view{"seat given twice"},
    std::string_view{"lock forgotten"},
    std::string_view{"closed again"},
    std::string_view{"closing forgotten"},
    std::string_view{"old words taken"},
    std::string_view{"done not kept"},
    std::string_view{"approval not asked"},
    std::string_view{"banned may come"},
    std::string_view{"kept outlives time"},
    std::string_view{"kept outlives lock"},
    std::string_view{"last in line first"},
    std::string_view{"line not served"},
    std::string_view{"threads bottomless"},
    std::string_view{"removed text kept"},
    std::string_view{"liked twice"},
    std::string_view{"rooms not counted"},
    std::string_view{"revision not asked"},
    std::string_view{"resized below taken"},
    std::string_view{"seats not assigned"},
    std::string_view{"code not asked"},
    std::string_view{"schedule not moved"},
    std::string_view{"forgotten early"},
    std::string_view{"notices of askers alone"},
    std::string_view{"hosts' notices for all"},
    std::string_view{"actors noted"},
    std::string_view{"room marks go back"},
    std::string_view{"muted pushed"},
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
    std::string_view{"exceptions swallowed"},
    std::string_view{"watermark follows keys"},
    std::string_view{"expired keys begun"},
    std::string_view{"deliveries not repeated"},
    std::string_view{"deliveries not due"},
    std::string_view{"done when sent"},
    std::string_view{"taken not told again"},
    std::string_view{"lost words kept"},
    std::string_view{"lost births kept"},
    std::string_view{"lost proposals kept"},
    std::string_view{"numbers given again"},
    std::string_view{"riders sent twice"},
    std::string_view{"riders told early"},
    std::string_view{"riders not told"},
    std::string_view{"riders land alone"},
    std::string_view{"riders lost alone"},
    std::string_view{"riders outlive source"},
    std::string_view{"riders not saved"},
    std::string_view{"births ride on anything"},
    std::string_view{"resume off by one"},
    std::string_view{"slow reader skipped"},
    std::string_view{"rooms not let go"},
    std::string_view{"room id by chance"},
    std::string_view{"matched ticket stays"},
    std::string_view{"cancelled and matched"},
    std::string_view{"blocks count one way"},
    std::string_view{"met again too soon"},
    std::string_view{"time outlived"},
    std::string_view{"held ticket still found"},
    std::string_view{"back in limbo"},
    std::string_view{"back as the youngest"},
    std::string_view{"silent come back"},
    std::string_view{"matched without all"},
    std::string_view{"proposal stays open"},
    std::string_view{"company not looked at"},
    std::string_view{"silence is consent"},
    std::string_view{"relaxed ticket not tried"},
    std::string_view{"patience forgotten"},
    std::string_view{"old postings kept"},
    std::string_view{"steps not due"},
    std::string_view{"times not due"},
    std::string_view{"gathered forgotten"},
    std::string_view{"backfilled again"},
    std::string_view{"outcomes not recalled"},
    std::string_view{"born one short"},
    std::string_view{"born again"},
    std::string_view{"born into anything"},
    std::string_view{"penalties forgotten"},
    std::string_view{"expiry not told"},
    std::string_view{"slices a commit ahead"},
    std::string_view{"news taken twice"},
    std::string_view{"page off by one"},
    std::string_view{"others' notes not pushed"},
    std::string_view{"card change lost"},
    std::string_view{"gone still listed"},
    std::string_view{"radius not inclusive"},
    std::string_view{"date line not crossed"},
    std::string_view{"cursor skips"},
    std::string_view{"talk not asked"},
    std::string_view{"message doubled"},
    std::string_view{"redacted text kept"},
    std::string_view{"talk not published"},
    std::string_view{"messages forgotten early"},
    std::string_view{"shut out not told"},
};

#ifdef MOIM_PLANTED_BUGS
/// The one that is on.
inline planted_bug planted = planted_bug::none;
constexpr bool is_planted(planted_bug bug) { return !__builtin_is_constant_evaluated() && planted == bug; }
#else
constexpr bool is_planted(planted_bug) { return false; }
#endif

/// What `keys_forgotten_on_restart` does to a state that has any.
template <class State>
void forget_keys(State& state) {
  if constexpr (requires { state.requests; }) state.requests = {};
}

}  // namespace moim
