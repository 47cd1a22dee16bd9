#pragma once

#include "net/websocket/frame_reader.hpp"
#include "net/wire/client_codec.hpp"
#include "sim/simulation/engine/sim_node.hpp"

namespace moim::sim {

/// Asks one node, after everything has come to rest, how far it has come with each room: all nodes have to say what the
/// logs say (version and commit).
class witness final : public line_end {
 public:
  /// Asks for one room after the other while the world goes on.
  witness(cluster& shared, verdict& verdict, sim_node& node, const user_id& user, std::vector<room_id> rooms);

  /// Rooms that have not been told of yet.
  std::size_t missing() const { return rooms_.size(); }
  void leave();

 private:
  void on_bytes(std::string bytes) override;
  void on_cut() override { number_ = 0; }
  bool is_reading() const override { return true; }
  void ask();
  void check(const room_id& room);

  cluster& shared_;
  verdict& verdict_;
  sim_node& node_;
  user_id user_;
  session_number number_ = 0;
  message_decoder decoder_{encoding::msgpack};
  websocket::frame_reader frames_{websocket::end::client, max_server_message_bytes};
  /// The last is the one that is asked for.
  std::vector<room_id> rooms_;
};

}  // namespace moim::sim
