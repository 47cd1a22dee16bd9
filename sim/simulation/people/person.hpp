#pragma once

#include "net/websocket/frame_reader.hpp"
#include "net/wire/client_codec.hpp"
#include "sim/checks/outcome_history.hpp"
#include "sim/checks/recording.hpp"
#include "sim/scenarios/scenario.hpp"
#include "sim/simulation/checkers/follow_checker.hpp"
#include "sim/simulation/people/seeker.hpp"
#include "sim/simulation/people/tokens.hpp"

#include <array>

namespace moim::sim {

/// How a person finds nodes and rooms.
class town {
 public:
  virtual ~town() = default;
  /// A node that is up; null if none is.
  virtual sim_node* any_node() = 0;
  virtual const std::vector<room_id>& known_rooms() const = 0;
  virtual void room_opened(const room_id& room) = 0;
  /// What a person would like to do next; nothing: nothing now.
  virtual std::optional<intention> next_intention(const user_id& who) = 0;
  /// Whether people still begin new things.
  virtual bool is_open() const = 0;
  /// Everybody wants the same room at once.
  virtual void rush() = 0;
};

/// A client: does what people do, sends requests again with their keys until it knows what became of them, over
/// whatever connection it has, resumes what it follows, and holds every answer against what the logs say.
class person final : public line_end {
 public:
  person(cluster& shared, town& town, verdict& verdict, user_id user);
  ~person() override;

  void start();
  /// Nothing that this person asked for is still open, and nothing that they follow is behind.
  bool is_content() const;
  std::string why_not_content() const;
  const user_id& user() const { return user_; }
  /// Goes home: lets go of what it follows and hangs up, for good.
  void go_home();
  /// Joins with a new key.
  void join_now(const room_id& room);
  std::uint64_t answers() const { return answers_; }

 private:
  struct request {
    method_call call;
    request_options options;
    room_id room;
    time_ms sent_at = 0;
    time_ms first_sent_at = 0;
    unsigned tries = 0;
    unsigned forks = 0;
    bool doubled = false;
    recording told;
  };

  void on_bytes(std::string bytes) override;
  void on_cut() override;
  bool is_reading() const override { return shared_.world.now() >= reads_from_; }

  // person.cpp
  void think();
  void connect();
  void leave_line();
  void send(std::int64_t id);
  void tell(std::string_view verb, std::int64_t id, const request& of, std::string_view what);
  void send_message(const std::string& message);
  void look_at(std::int64_t id, unsigned tries);
  std::int64_t begin(method_call call, const room_id& room, std::optional<request_key> key = std::nullopt);
  void begin_something();
  void seek();
  void send_something_again();
  void go_on_after(const failure& why, std::int64_t id);

  // person_keys.cpp
  request_key new_key();
  request_key key_made_at(time_ms made_at);
  bool is_restless() const;
  void go_round();
  void check_expiry(const request_key& key);

  // person_line.cpp
  void send_frame(std::string frame);
  void send_bytes(std::string bytes);
  void take_bytes(std::string bytes);
  void break_line_at(time_ms when);

  // blunders.cpp
  void blunder();
  void send_blunder(const method_call& call, std::optional<request_key> key);
  void send_unknown_method();
  void send_nothing_known();
  void reuse_a_key();
  void introduce();

  // person_answers.cpp
  void receive(std::string_view message);
  void on_reply(std::int64_t id);
  void on_ticket_reply(std::int64_t id);
  void on_failure(const failure& why);
  void on_outcome(request& asked, const room_outcome& outcome);
  void record_opening(request& asked);
  void check_full(const request& asked);
  void check_key(const request& asked, const heard_outcome& heard);
  template <class Answer>
  void take_outcome(request& asked);
  void finish(std::int64_t id);

  cluster& shared_;
  town& town_;
  verdict& verdict_;
  const user_id user_;
  const encoding encoding_;
  message_decoder decoder_;

  sim_node* node_ = nullptr;
  session_number line_ = 0;
  std::uint64_t line_count_ = 0;
  time_ms to_server_at_ = 0;
  time_ms to_client_at_ = 0;
  time_ms reads_from_ = 0;
  /// Messages sent that are no requests: each is refused without an id.
  unsigned garbage_ = 0;
  bool at_home_ = false;
  std::unique_ptr<websocket::frame_reader> frames_;

  std::map<std::int64_t, request> requests_;
  std::int64_t last_id_ = 0;
  std::uint64_t last_key_ = 0;
  /// How far this person's clock is ahead.
  time_ms ahead_ms_ = 0;
  /// Of a restless one: the request that the next follows, and how many there were.
  std::int64_t round_ = 0;
  unsigned rounds_ = 0;
  std::map<request_key, outcome_history> outcomes_;
  std::vector<std::pair<method_call, request_options>> past_;
  follow_checker follows_;
  seeker seeks_;
  std::uint64_t answers_ = 0;
};

}  // namespace moim::sim
