#pragma once

#include "domain/matching/round/decide.hpp"
#include "domain/matching/search/agree.hpp"

namespace moim {

/// One decision on a pool, step by step; what `decide` is made of.
class pool_round {
 public:
  pool_round(const pool& state, time_ms now, const search_budget& budget, matcher_workspace& workspace);

  void see_to_what_is_due();
  void take(std::vector<pool_command> batch);
  void close_proposals();
  void match();
  pool_decision finish();

 private:
  using refusal = std::optional<error>;

  refusal on(submit_ticket&& command);
  refusal on(const cancel_ticket& command);
  refusal on(const answer_proposal& command);
  refusal on(const set_presence& command);
  refusal on(const seek_people& command);
  refusal on(const answer_offer& command);

  void see_to(slot which);
  bool has_ended(slot which);
  void end(ticket_ref ref, ticket_end why);
  void flush_submitted();
  void flush_ended();
  void silence(std::uint64_t proposal);
  void accept_all(std::uint64_t number, const open_proposal& proposal);
  std::vector<group_member> let_back(const open_proposal& proposal);
  std::optional<time_ms> wake_by() const;
  void gather_wave();
  void mark_matched_at_once(const std::vector<found_group>& groups);
  void settle(const found_group& group);
  bool seeks(const found_group& group) const;

  // pool_offers.cpp
  void give_up_offers();
  void offer(const found_group& group, agreed_terms terms, std::uint32_t people);
  std::optional<room_id> sought_by(const ticket_id& id) const;
  /// The room that has been offered this ticket, and has not answered yet.
  std::optional<room_id> held_for(ticket_ref ref) const;
  /// The ticket as it is by now.
  ticket whole(ticket_ref ref) const;
  void penalise(const user_id& user);
  refusal why_penalised(const std::vector<user_id>& users) const;
  void avoid(const std::vector<user_id>& users);
  std::vector<block> avoided_by(const std::vector<user_id>& users) const;

  /// The live ticket of that id, if there is one.
  std::optional<ticket_ref> find(const ticket_id& id) const;
  bool is_waiting(const user_id& user) const;
  open_proposal* touched(std::uint64_t number);

  const pool& state_;
  const time_ms now_;
  const search_budget& budget_;
  search_space& space_;
  wave& waves_;
  pool_decision decision_;

  std::vector<ticket_ref> fresh_;
  tickets_submitted submitted_;
  tickets_ended ended_;
  /// Who would be given up as absent if somebody had looked for them.
  presence_changed still_here_;
  /// Proposals that changed in this round, as they are by now; nothing for those that are over.
  std::map<std::uint64_t, std::optional<open_proposal>> proposals_;
  std::vector<std::uint64_t> closing_;
  std::vector<avoided> avoided_now_;
  penalised penalised_now_;
  /// Offers that a room cannot take, or has not answered.
  std::vector<std::uint64_t> given_up_;
  std::map<ticket_id, room_id> fresh_seeks_;
  std::uint64_t last_proposal_;
  age_rank next_age_;
  bool saw_to_something_ = false;
};

/// The first moment, up to `latest`, at which these are no group any more. Time only ever takes from what suits them.
time_ms valid_until(const pool_kind& kind, const std::vector<const profile*>& group, time_ms now, time_ms latest);

/// An agreement with its values' names.
agreed_terms terms_of(const agreement& reached, const search_space& space, const std::vector<ticket_ref>& tickets);

}  // namespace moim
