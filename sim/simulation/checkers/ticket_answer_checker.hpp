#pragma once

#include "domain/declare/keyed_hash.hpp"
#include "net/kind_table.hpp"
#include "sim/simulation/checkers/log_checker.hpp"

namespace moim::sim {

/// What one person is told about tickets and in their inbox, held against the logs (P2, P4) and against what they were
/// told before (P3). Nothing that rests on several logs is promised once one of them was forked.
class ticket_answer_checker {
 public:
  ticket_answer_checker(const log_checker& logs, const kind_table& kinds, const id_secret& secret, verdict& verdict,
                        const user_id& user, bool vouches = false)
      : logs_(logs), kinds_(kinds), secret_(secret), verdict_(verdict), user_(user), vouches_(vouches) {}

  void on_submitted(const submit_request& call, const request_key& key, const result<ticket_opened>& told);
  /// Any other call that changes something was done.
  void on_done(const method_call& call, const request_key& key);
  /// What they are pushed of invitations.
  void on_invited(const invited_to_party& told);
  void on_party_over(const party_over& told);
  /// They wanted to join the party of that ticket, or not to.
  void on_answer_refused(const ticket_id& ticket, errc why, time_ms first_sent_at);
  void on_submit_refused(const submit_request& call, errc why, time_ms first_sent_at);
  /// A call about one of this person's own tickets was refused.
  void on_own_refused(const ticket_id& ticket, errc why);
  void on_view(const ticket_view& told);
  void on_note(const note& told);
  void on_pools(const result<pool_list>& told);
  /// The notes in the inbox are more than the `seen` that the person was told of; empty if not.
  std::string why_not_told_all(std::uint64_t seen) const;

 private:
  void on_marked(const mark_inbox& mark);
  void check_ended(const ticket_id& ticket, ticket_end why);
  void check_accepted(const accept_request& call);
  void check_cancelled(const ticket_id& ticket);
  void on_inviting_view(const ticket_view& told);
  void check_outcome(const ticket_id& of, const request_key& key, const ticket_outcome& told);
  void broken(const char* promise, const ticket_id& ticket, const std::string& what);
  bool trusts() const { return logs_.trusts_matches(); }

  const log_checker& logs_;
  const kind_table& kinds_;
  const id_secret secret_;
  verdict& verdict_;
  const user_id user_;
  /// The person is answered for those whom they name, too.
  const bool vouches_;
  std::map<request_key, ticket_outcome> told_;
};

}  // namespace moim::sim
