#include "sim/simulation/people/person.hpp"

/// A person's connection: bytes that are late, cut into pieces, cut off, or not read.
namespace moim::sim {

void person::send_message(const std::string& message) {
  std::string frame;
  auto kind = encoding_ == encoding::json ? websocket::opcode::text : websocket::opcode::binary;
  websocket::append_masked_frame(frame, kind, message, static_cast<std::uint32_t>(shared_.world.random()));
  send_frame(std::move(frame));
}

void person::send_frame(std::string frame) {
  auto somewhere = [&] {
    return static_cast<std::size_t>(shared_.world.between(1, static_cast<time_ms>(frame.size()) - 1));
  };
  if (shared_.faults.happens(shared_.drawn.frame_cut_off, "frame cut off")) {
    send_bytes(frame.substr(0, somewhere()));
    break_line_at(to_server_at_);
  } else if (shared_.faults.happens(shared_.drawn.frame_split, "frame in two pieces")) {
    auto at = somewhere();
    send_bytes(frame.substr(0, at));
    send_bytes(frame.substr(at));
  } else {
    send_bytes(std::move(frame));
  }
}

/// In order, each at its time.
void person::send_bytes(std::string bytes) {
  auto& world = shared_.world;
  to_server_at_ = std::max(to_server_at_, world.now() + world.between(0, shared_.drawn.network_ms));
  world.after(to_server_at_ - world.now(), [node = node_, number = line_, bytes = std::move(bytes)]() mutable {
    node->receive(number, std::move(bytes));
  });
}

void person::break_line_at(time_ms when) {
  shared_.world.after(when - shared_.world.now(), [this, line = line_count_] {
    if (line == line_count_ && line_ != 0) leave_line();
  });
}

void person::on_bytes(std::string bytes) {
  auto& world = shared_.world;
  to_client_at_ = std::max(to_client_at_, world.now() + world.between(0, shared_.drawn.network_ms));
  bool cut_off = shared_.faults.happens(shared_.drawn.frame_cut_off, "answer cut off");
  if (cut_off) bytes.resize(static_cast<std::size_t>(world.between(0, static_cast<time_ms>(bytes.size()) - 1)));
  world.after(to_client_at_ - world.now(), [this, line = line_count_, bytes = std::move(bytes)]() mutable {
    if (line == line_count_ && line_ != 0) take_bytes(std::move(bytes));
  });
  if (cut_off) break_line_at(to_client_at_);
}

void person::take_bytes(std::string bytes) {
  frames_->feed(bytes);
  while (auto frame = frames_->next()) {
    if (frame->kind == websocket::opcode::ping) {
      std::string pong;
      websocket::append_masked_frame(pong, websocket::opcode::pong, frame->payload, 1);
      node_->receive(line_, std::move(pong));
    } else if (!websocket::is_control(frame->kind)) {
      receive(frame->payload);
    }
    if (line_ == 0) return;
  }
  if (frames_->failure() != 0) verdict_.broken("P8", "a server sent a malformed frame");
}

}  // namespace moim::sim
