#include "sim/simulation/people/client_line.hpp"

#include "net/message_frame.hpp"
#include "net/wire/client_codec.hpp"

namespace moim::sim {

bool client_line::connect(sim_node& node, const std::optional<user_id>& who) {
  auto& world = shared_.world;
  node_ = &node;
  number_ = node.connect(encoding_, who, this);
  if (number_ == 0) return false;
  ++count_;
  to_server_at_ = to_client_at_ = world.now();
  frames_ = std::make_unique<websocket::frame_reader>(websocket::end::client, max_server_message_bytes);
  if (shared_.faults.happens(shared_.drawn.reader_slow, "reader slow")) {
    reads_from_ = world.now() + world.between(500, 20'000);
    world.after(reads_from_ - world.now(), [&node, number = number_] { node.read_on(number); });
  }
  return true;
}

void client_line::hang_up() {
  auto* node = node_;
  auto number = number_;
  on_cut();
  node->hang_up(number);
}

void client_line::on_cut() {
  node_ = nullptr;
  number_ = 0;
  user_.on_lost();
}

void client_line::send_message(const std::string& message) {
  std::string frame;
  websocket::append_masked_frame(frame, message_opcode(encoding_), message,
                                 static_cast<std::uint32_t>(shared_.world.random()));
  send_frame(std::move(frame));
}

void client_line::send_frame(std::string frame) {
  auto somewhere = [&] {
    return static_cast<std::size_t>(shared_.world.between(1, static_cast<time_ms>(frame.size()) - 1));
  };
  if (shared_.faults.happens(shared_.drawn.frame_cut_off, "frame cut off")) {
    send_bytes(frame.substr(0, somewhere()));
    break_at(to_server_at_);
  } else if (shared_.faults.happens(shared_.drawn.frame_split, "frame in two pieces")) {
    auto at = somewhere();
    send_bytes(frame.substr(0, at));
    send_bytes(frame.substr(at));
  } else {
    send_bytes(std::move(frame));
  }
}

/// In order, each at its time.
void client_line::send_bytes(std::string bytes) {
  auto& world = shared_.world;
  to_server_at_ = std::max(to_server_at_, world.now() + world.between(0, shared_.drawn.network_ms));
  world.after(to_server_at_ - world.now(), [node = node_, number = number_, bytes = std::move(bytes)]() mutable {
    node->receive(number, std::move(bytes));
  });
}

void client_line::break_at(time_ms when) {
  shared_.world.after(when - shared_.world.now(), [this, line = count_] {
    if (line == count_ && is_up()) hang_up();
  });
}

void client_line::on_bytes(std::string bytes) {
  auto& world = shared_.world;
  to_client_at_ = std::max(to_client_at_, world.now() + world.between(0, shared_.drawn.network_ms));
  bool cut_off = shared_.faults.happens(shared_.drawn.frame_cut_off, "answer cut off");
  if (cut_off) bytes.resize(static_cast<std::size_t>(world.between(0, static_cast<time_ms>(bytes.size()) - 1)));
  world.after(to_client_at_ - world.now(), [this, line = count_, bytes = std::move(bytes)]() mutable {
    if (line == count_ && is_up()) take_bytes(std::move(bytes));
  });
  if (cut_off) break_at(to_client_at_);
}

void client_line::take_bytes(std::string bytes) {
  frames_->feed(bytes);
  while (auto frame = frames_->next()) {
    if (frame->kind == websocket::opcode::ping) {
      std::string pong;
      websocket::append_masked_frame(pong, websocket::opcode::pong, frame->payload, 1);
      node_->receive(number_, std::move(pong));
    } else if (!websocket::is_control(frame->kind)) {
      user_.on_message(frame->payload);
    }
    if (!is_up()) return;
  }
  if (frames_->failure() != 0) verdict_.broken("P8", "a server sent a malformed frame");
}

}  // namespace moim::sim
