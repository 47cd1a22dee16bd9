#include "sim/simulation/people/blunders.hpp"

#include "net/wire/client_codec.hpp"
#include "sim/simulation/engine/tokens.hpp"

namespace moim::sim {
namespace {

/// Nobody waits for the answer.
const rpc_id of_nobody{std::int64_t{-1}};

}  // namespace

void blunders::make(const room_id& room) {
  auto& world = shared_.world;
  switch (world.random() % 12) {
    case 0:  // no message of either encoding
      return send_garbage("\xc1{");
    case 1:
      return send_unknown_method();
    case 2:  // a frame with a reserved bit: the server closes
      return line_.send_frame(std::string("\xf1\x81xxxxx", 7));
    case 3:
      return send(join_room{room}, std::nullopt);
    case 4:
      return send(join_room{room}, requests_.key_made_at(world.now() + hour_ms));
    case 5:
      return send(join_room{room}, requests_.key_made_at(world.now() - 48 * hour_ms));
    case 6:
      return send(create_room{"feast", "Of a kind that there is none of", 2}, requests_.new_key());
    case 7:
      return send(create_room{"meal", "For too many", 5'000}, requests_.new_key());
    case 8:
      return send(unsubscribe_room{room_id{1, 2}}, std::nullopt);
    case 9:
      return send(authenticate{"a token of nobody"}, std::nullopt);
    case 10:
      return reuse_a_key();
    default:  // well-formed, and no request
      return send_garbage(line_.wire() == encoding::json ? R"({"hello":"world"})" : "\x81\xa5hello\xa5world");
  }
}

void blunders::send(const method_call& call, const std::optional<request_key>& key) {
  std::string message;
  encode_call(line_.wire(), of_nobody, call, {key, std::nullopt}, message);
  line_.send_message(message);
}

void blunders::send_garbage(const std::string& message) {
  ++garbage_;
  line_.send_message(message);
}

bool blunders::take_garbage_refusal() {
  if (garbage_ == 0) return false;
  --garbage_;
  return true;
}

void blunders::send_unknown_method() {
  if (line_.wire() == encoding::json) return line_.send_message(R"({"jsonrpc":"2.0","id":-1,"method":"room.burn"})");
  line_.send_message(
      "\x83\xa7jsonrpc\xa3"
      "2.0\xa2id\xff\xa6method\xa9room.burn");
}

/// The key of a request that was done, for another one.
void blunders::reuse_a_key() {
  for (const auto& [call, options] : requests_.done())
    if (auto* joined = std::get_if<join_room>(&call)) return send(leave_room{joined->room}, options.key);
}

void blunders::introduce() {
  auto& world = shared_.world;
  if (world.chance(0.2)) send(read_user{}, std::nullopt);
  if (world.chance(0.2)) send(authenticate{token_of(user_, world.now() - minute_ms)}, std::nullopt);
  send(authenticate{token_of(user_, world.now() + hour_ms)}, std::nullopt);
}

}  // namespace moim::sim
