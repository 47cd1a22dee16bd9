#pragma once

#include "net/wire/client_codec.hpp"
#include "sim/simulation/checkers/chat_follow_checker.hpp"
#include "sim/simulation/checkers/sent_request.hpp"
#include "sim/simulation/engine/sim_node.hpp"
#include "sim/simulation/people/wanted_call.hpp"

namespace moim::sim {

/// A person who talks: follows chats, writes, edits and takes away, reads back, and has every answer checked against
/// what the logs say.
class chat_client {
 public:
  chat_client(cluster& shared, verdict& verdict, const user_id& user);

  /// What the person would like to do next in one of the rooms.
  wanted_call next(const std::vector<room_id>& rooms);

  void on_reply(const sent_request& asked, const message_decoder& decoder);
  /// The refusal of a follow is the end of it.
  void on_refused(const method_call& call);
  void on_ended(const chat_ended& told);
  chat_follow_checker& follows() { return follows_; }
  const chat_follow_checker& follows() const { return follows_; }

  /// Whether a call is about a chat.
  static bool is_about(const method_call& call);

 private:
  room_id draw_room(const std::vector<room_id>& rooms);
  std::uint64_t draw_message(const room_id& room, bool own);
  std::string draw_text();
  void check_outcome(const sent_request& asked, const chat_outcome& told);
  void check_sent(const sent_request& asked, const chat_sent& told);

  cluster& shared_;
  verdict& verdict_;
  const user_id user_;
  chat_follow_checker follows_;
};

}  // namespace moim::sim
