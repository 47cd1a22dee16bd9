#pragma once

#include "net/websocket/frame_reader.hpp"
#include "sim/simulation/engine/sim_node.hpp"

namespace moim::sim {

/// Who is told what comes over a line.
class line_user {
 public:
  virtual ~line_user() = default;
  virtual void on_message(std::string_view message) = 0;
  /// The line is gone: hung up, cut by the network, or closed by the server.
  virtual void on_lost() = 0;
};

/// A person's connection to some node, one after the other. The network makes of it what it does: bytes come late, cut
/// into pieces, or not at all, and a slow reader does not take what the server sends.
class client_line final : public line_end {
 public:
  client_line(cluster& shared, verdict& verdict, line_user& user, encoding in)
      : shared_(shared), verdict_(verdict), user_(user), encoding_(in) {}

  /// Connects, and says who it is at once if `who` is given. False if the node is down.
  bool connect(sim_node& node, const std::optional<user_id>& who);
  bool is_up() const { return number_ != 0; }
  encoding wire() const { return encoding_; }
  /// Goes away without a word, as phones do.
  void hang_up();

  /// One message in a frame. Of a line that is up, as is the next.
  void send_message(const std::string& message);
  void send_frame(std::string frame);

 private:
  void on_bytes(std::string bytes) override;
  void on_cut() override;
  bool is_reading() const override { return shared_.world.now() >= reads_from_; }

  void send_bytes(std::string bytes);
  void take_bytes(std::string bytes);
  void break_at(time_ms when);

  cluster& shared_;
  verdict& verdict_;
  line_user& user_;
  const encoding encoding_;

  sim_node* node_ = nullptr;
  session_number number_ = 0;
  std::uint64_t count_ = 0;
  time_ms to_server_at_ = 0;
  time_ms to_client_at_ = 0;
  time_ms reads_from_ = 0;
  std::unique_ptr<websocket::frame_reader> frames_;
};

}  // namespace moim::sim
