#pragma once

#include "net/websocket/frame_reader.hpp"
#include "net/wire/client_codec.hpp"
#include "sim/simulation/sim_node.hpp"

namespace moim::sim {

/// Asks one node, after everything has come to rest, how far it has come with each room: all nodes have to say what the
/// logs say (version and commit).
class witness final : public line_end {
 public:
  witness(cluster& shared, verdict& verdict, sim_node& node, const user_id& user);

  /// Asks; the answers come while the world goes on.
  void ask(const room_id& room);
  /// Rooms that have not been told of yet.
  std::size_t missing() const { return asked_.size(); }
  void leave();

 private:
  void on_bytes(std::string bytes) override;
  void on_cut() override { number_ = 0; }
  bool is_reading() const override { return true; }
  void check(std::int64_t id);

  cluster& shared_;
  verdict& verdict_;
  sim_node& node_;
  session_number number_ = 0;
  message_decoder decoder_{encoding::msgpack};
  websocket::frame_reader frames_{websocket::end::client, server_message_bytes_most};
  std::map<std::int64_t, room_id> asked_;
  std::int64_t last_id_ = 0;
};

}  // namespace moim::sim
