#include "sim/simulation/people/person.hpp"

/// What no careful client sends: each is refused with its own code, and costs nobody else anything (P8).
namespace moim::sim {
namespace {

/// Nobody waits for the answer; what it was is counted.
const rpc_id of_nobody{std::int64_t{-1}};

}  // namespace

void person::blunder() {
  auto& world = shared_.world;
  const auto& rooms = town_.known_rooms();
  auto room = rooms.empty() ? room_id{1, 2} : rooms[world.random() % rooms.size()];
  if (shared_.drawn.ticket_share > 0 && world.chance(shared_.drawn.ticket_share))
    return send_blunder(seeks_.blunder(), new_key());
  switch (world.random() % 12) {
    case 0:  // no message of either encoding
      ++garbage_;
      return send_message("\xc1{");
    case 1:
      return send_unknown_method();
    case 2:  // a frame with a reserved bit: the server closes
      return send_frame(std::string("\xf1\x81xxxxx", 7));
    case 3:
      return send_blunder(join_room{room}, std::nullopt);
    case 4:
      return send_blunder(join_room{room}, key_made_at(world.now() + hour_ms));
    case 5:
      return send_blunder(join_room{room}, key_made_at(world.now() - 48 * hour_ms));
    case 6:
      return send_blunder(create_room{"feast", "Of a kind that there is none of", 2}, new_key());
    case 7:
      return send_blunder(create_room{"meal", "For too many", 5'000}, new_key());
    case 8:
      return send_blunder(unsubscribe_room{room_id{1, 2}}, std::nullopt);
    case 9:
      return send_blunder(authenticate{"a token of nobody"}, std::nullopt);
    case 10:
      return reuse_a_key();
    default:
      return send_nothing_known();
  }
}

void person::send_blunder(const method_call& call, std::optional<request_key> key) {
  std::string message;
  encode_call(encoding_, of_nobody, call, {key, std::nullopt}, message);
  send_message(message);
}

void person::send_unknown_method() {
  if (encoding_ == encoding::json) return send_message(R"({"jsonrpc":"2.0","id":-1,"method":"room.burn"})");
  send_message(
      "\x83\xa7jsonrpc\xa3"
      "2.0\xa2id\xff\xa6method\xa9room.burn");
}

/// Well-formed, and no request.
void person::send_nothing_known() {
  ++garbage_;
  send_message(encoding_ == encoding::json ? R"({"hello":"world"})" : "\x81\xa5hello\xa5world");
}

/// The key of a request that was done, for another one.
void person::reuse_a_key() {
  for (const auto& [call, options] : past_)
    if (auto* joined = std::get_if<join_room>(&call)) return send_blunder(leave_room{joined->room}, options.key);
}

/// A browser cannot say who it is before it is connected: it says it first thing, or asks too early, or shows a token
/// that is over.
void person::introduce() {
  if (shared_.world.chance(0.2)) send_blunder(read_user{}, std::nullopt);
  if (shared_.world.chance(0.2))
    send_blunder(authenticate{token_of(user_, shared_.world.now() - minute_ms)}, std::nullopt);
  send_blunder(authenticate{token_of(user_, shared_.world.now() + hour_ms)}, std::nullopt);
}

}  // namespace moim::sim
