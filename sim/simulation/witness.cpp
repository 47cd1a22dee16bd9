#include "sim/simulation/witness.hpp"

#include "domain/declare/resume_token.hpp"

namespace moim::sim {

witness::witness(cluster& shared, verdict& verdict, sim_node& node, const user_id& user, std::vector<room_id> rooms)
    : shared_(shared), verdict_(verdict), node_(node), user_(user), rooms_(std::move(rooms)) {
  ask();
}

/// One connection each: one may follow no more than a few.
void witness::ask() {
  leave();
  if (rooms_.empty()) return;
  number_ = node_.connect(encoding::msgpack, user_, this);
  frames_ = websocket::frame_reader{websocket::end::client, max_server_message_bytes};
  std::string message;
  std::string frame;
  encode_call(encoding::msgpack, rpc_id{1}, subscribe_room{rooms_.back(), std::nullopt}, {}, message);
  websocket::append_masked_frame(frame, websocket::opcode::binary, message, 7);
  node_.receive(number_, std::move(frame));
}

void witness::leave() {
  if (number_ != 0) node_.hang_up(number_);
  number_ = 0;
}

void witness::on_bytes(std::string bytes) {
  frames_.feed(bytes);
  while (auto frame = frames_.next()) {
    if (websocket::is_control(frame->kind)) continue;
    auto decoded = decoder_.decode(frame->payload);
    if (!decoded) continue;
    bool told = std::holds_alternative<reply>(*decoded);
    // A room that a restored backup does not know: there is nothing to agree on.
    auto* refused = std::get_if<failure>(&*decoded);
    if (!told && !(refused && refused->known_code == errc::room_not_found)) continue;
    if (told) check(rooms_.back());
    rooms_.pop_back();
    shared_.world.after(1, [this] { ask(); });
  }
}

void witness::check(const room_id& room) {
  auto told = decoder_.answer<room_followed>();
  auto* story = shared_.checker.find(room);
  if (!told || !story) return;
  auto reached = parse_resume_token(told->token);
  head logged{story->versions.size(), story->versions.empty() ? 0 : story->versions.back().commit};
  if (reached != logged)
    verdict_.broken("heads", fmt::format("node {} has come to {} of {}, the log to {}", node_.index(), told->token,
                                         moim::to_text(room), to_text(logged)));
}

}  // namespace moim::sim
