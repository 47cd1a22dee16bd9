#pragma once

#include "net/wire/client_codec.hpp"
#include "sim/simulation/checkers/ticket_answer_checker.hpp"
#include "sim/simulation/engine/tokens.hpp"
#include "sim/simulation/people/submit_maker.hpp"
#include "sim/simulation/people/wanted_call.hpp"

#include <deque>

namespace moim::sim {

/// A person who is to be matched: submits tickets, alone and with others, cancels and reads them, answers proposals and
/// invitations, and reads the inbox.
class ticket_client {
 public:
  ticket_client(cluster& shared, verdict& verdict, const user_id& user)
      : shared_(shared),
        verdict_(verdict),
        submits_(shared.world, shared.drawn, user),
        checker_(shared.checker, shared.kinds, shared.logs->secret(), verdict, user, vouches(user, shared.drawn)),
        user_(user) {}

  /// What the person would like to do next; nothing: nothing now.
  std::optional<wanted_call> next();
  /// What a careless client sends: refused with its own code.
  method_call blunder();
  /// First thing on a connection, and whenever something was missed.
  read_inbox catch_up() const { return {seen_, std::nullopt}; }

  /// The person is about to send that, for the first time or again.
  void says(const method_call& call, const request_key& key);
  /// A call was done. True: there is more to catch up on.
  bool on_reply(const method_call& call, const std::optional<request_key>& key, const message_decoder& decoder);
  /// `first_sent_at` is when it was sent for the first time.
  void on_refused(const method_call& call, errc why, time_ms first_sent_at);
  /// True: a note before it was missed.
  bool on_note(const note& told);
  /// Pushed; whoever misses it finds it in the pool.
  void on_invited(const invited_to_party& told);
  void on_party_over(const party_over& told) { checker_.on_party_over(told); }
  /// What the inbox has and this person was never told; empty if there is nothing.
  std::string why_not_content() const;

  /// Whether a call is about tickets or the inbox.
  static bool is_about(const method_call& call);

 private:
  struct open_proposal {
    ticket_id ticket;
    std::uint64_t number = 0;
  };

  std::optional<wanted_call> answer_proposal();
  std::optional<wanted_call> answer_invitation();
  wanted_call look_around();
  ticket_id some_ticket();
  bool on_page(const inbox_page& page);

  cluster& shared_;
  verdict& verdict_;
  submit_maker submits_;
  ticket_answer_checker checker_;
  const user_id user_;
  /// That this person knows of, the newest last.
  std::vector<ticket_id> tickets_;
  std::vector<room_id> rooms_;
  std::deque<open_proposal> proposals_;
  /// Tickets that ask this person, the oldest first.
  std::vector<ticket_id> invitations_;
  /// The last note that was heard of without a gap.
  std::uint64_t seen_ = 0;
};

}  // namespace moim::sim
