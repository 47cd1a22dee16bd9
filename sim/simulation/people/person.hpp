#pragma once

#include "sim/simulation/checkers/follow_checker.hpp"
#include "sim/simulation/checkers/notice_answer_checker.hpp"
#include "sim/simulation/checkers/outcome_checker.hpp"
#include "sim/simulation/people/blunders.hpp"
#include "sim/simulation/people/chat_client.hpp"
#include "sim/simulation/people/environment.hpp"
#include "sim/simulation/people/restless.hpp"
#include "sim/simulation/people/ticket_client.hpp"

#include <set>

namespace moim::sim {

/// A client: does what people do, over whatever line it has, resumes what it follows, and has every answer checked
/// against what the logs say. It decides what to do next; its parts do it.
class person final : private line_user {
 public:
  person(cluster& shared, environment& around, verdict& verdict, user_id user);

  void start();
  /// What this person still waits for, or is behind on; empty if nothing.
  std::string why_not_content() const;
  const user_id& user() const { return user_; }
  /// Goes home: lets go of what it follows and hangs up, for good.
  void go_home();
  /// Joins with a new key.
  void join_now(const room_id& room);
  /// How long that may be refused because this person's clock is too far ahead.
  time_ms new_key_waits() const { return requests_.new_key_waits(); }
  std::uint64_t answers() const { return answers_; }
  /// `room.join: not_host` for each refusal that the method's declaration does not name.
  const std::set<std::string>& undeclared() const { return undeclared_; }

 private:
  void on_message(std::string_view message) override;
  void on_lost() override;

  void think();
  void connect();
  void follow_again();
  std::int64_t begin(method_call call, const room_id& room, const std::optional<request_key>& key = std::nullopt);
  void begin_something();
  void do_as_intended(act what, const room_id& room);
  void begin_with_tickets();
  void begin_wanted(std::optional<wanted_call> what);
  void send_something_again();
  void go_round();

  void on_changed(const user_changed& told);
  void on_noted(const inbox_noted& push);
  void on_reply(std::int64_t id);
  void on_room_reply(sent_request& asked);
  void on_query_reply(sent_request& asked);
  void on_ticket_reply(std::int64_t id);
  bool on_talk(const server_message& told);
  void on_resumed(const session_resumed& answer);
  template <class Answer>
  void take_outcome(sent_request& asked);
  void on_failure(const failure& why);
  void on_refused(std::int64_t id, const failure& why);
  void finish(std::int64_t id);

  cluster& shared_;
  environment& around_;
  verdict& verdict_;
  const user_id user_;
  client_line line_;
  message_decoder decoder_;
  request_book requests_;
  blunders blunders_;
  outcome_checker outcomes_;
  follow_checker follows_;
  notice_answer_checker notices_;
  ticket_client tickets_;
  chat_client chats_;
  restless restless_;
  /// Of a restless person: the request that the next one follows.
  std::int64_t round_ = 0;
  bool at_home_ = false;
  std::uint64_t answers_ = 0;
  std::set<std::string> undeclared_;
};

}  // namespace moim::sim
