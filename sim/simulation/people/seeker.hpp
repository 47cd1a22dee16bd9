#pragma once

#include "net/wire/client_codec.hpp"
#include "sim/simulation/engine/sim_node.hpp"

#include <deque>

namespace moim::sim {

/// Something that a person asks for.
struct asked_for {
  method_call call;
  bool keyed = false;
};

/// A person in search of company: hands in tickets, alone and with others, cancels and reads them, answers proposals,
/// and reads their inbox; and holds what it is told against what the logs say.
class seeker {
 public:
  seeker(cluster& shared, verdict& verdict, const user_id& user) : shared_(shared), verdict_(verdict), user_(user) {}

  // seeker_wishes.cpp
  /// What the person would like to do next; nothing: nothing now.
  std::optional<asked_for> next();
  /// What a careless client sends.
  method_call blunder();
  /// First thing on a connection, and whenever something was missed.
  read_inbox catch_up() const;

  // seeker_answers.cpp
  /// A call was done; `first_sent_at` is when it was sent for the first time. True: there is more to catch up on.
  bool on_reply(const method_call& call, const std::optional<request_key>& key, const message_decoder& decoder);
  void on_refused(const method_call& call, errc why, time_ms first_sent_at);
  /// True: something before it was missed.
  bool on_note(const note& told);
  /// What the inbox has and this person was never told; empty if there is nothing.
  std::string why_not_content() const;

  /// Whether a call is about tickets or the inbox.
  static bool is_about(const method_call& call);

 private:
  struct invitation {
    ticket_id ticket;
    std::uint64_t proposal = 0;
    time_ms until = 0;
  };

  void check_submit_refused(const submit_request& submit, errc why, time_ms first_sent_at);
  submit_request any_submit();
  submit_request table_submit();
  submit_request duel_submit();
  submit_request choir_submit();
  void bring_company(submit_request& wanted);
  user_id anybody();
  time_ms between(time_ms least, time_ms most) { return shared_.world.between(least, most); }
  ticket_id some_ticket();
  std::optional<asked_for> answer_invitation();
  asked_for look_around();

  void on_submitted(const submit_request& call, const request_key& key, const ticket_opened& told);
  void on_done(const method_call& call, const request_key& key);
  void on_view(const ticket_view& told);
  bool on_page(const inbox_page& page);
  void check_outcome(const std::string& of, const pool_story* pool, const request_key& key, const ticket_outcome& told);
  void broken(const char* promise, const ticket_id& ticket, const std::string& what);
  bool trusts() const { return shared_.checker.trusts_matches(); }

  cluster& shared_;
  verdict& verdict_;
  const user_id user_;
  /// Tickets that this person knows of, the newest last.
  std::vector<ticket_id> tickets_;
  std::vector<room_id> rooms_;
  std::deque<invitation> invitations_;
  /// The last note that was heard of without a gap.
  std::uint64_t seen_ = 0;
  std::map<request_key, ticket_outcome> told_;
};

}  // namespace moim::sim
