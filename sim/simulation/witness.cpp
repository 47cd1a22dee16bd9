#include "sim/simulation/witness.hpp"

#include "domain/resume_token.hpp"

namespace moim::sim {

witness::witness(cluster& shared, verdict& verdict, sim_node& node, const user_id& user)
    : shared_(shared), verdict_(verdict), node_(node), number_(node.connect(encoding::msgpack, user, this)) {}

void witness::ask(const room_id& room) {
  asked_[++last_id_] = room;
  std::string message;
  std::string frame;
  encode_call(encoding::msgpack, rpc_id{last_id_}, subscribe_room{room, std::nullopt}, {}, message);
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
    if (auto* answered = std::get_if<reply>(&*decoded)) check(std::get<std::int64_t>(answered->id));
    // A room that a restored backup does not know: there is nothing to agree on.
    if (auto* refused = std::get_if<failure>(&*decoded); refused && refused->known_code == errc::room_not_found)
      asked_.erase(std::get<std::int64_t>(*refused->id));
  }
}

void witness::check(std::int64_t id) {
  auto room = asked_.at(id);
  asked_.erase(id);
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
