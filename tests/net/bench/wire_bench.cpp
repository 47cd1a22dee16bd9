// What it costs to read and write messages. Not part of the suite:
//   cmake --build --preset release --target wire_bench && build/release/wire_bench

#include "net/wire/client_codec.hpp"
#include "net/wire/codec.hpp"

#include <algorithm>
#include <cstdio>
#include <ctime>
using namespace moim;

namespace {

constexpr int rounds = 7;
constexpr int operations = 200'000;

double cpu_ns() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

template <class T>
void keep(const T& value) {
  asm volatile("" ::"r"(&value) : "memory");
}

/// Prints the CPU time of one operation in the best round.
template <class Operation>
void measure(const char* name, Operation&& operation) {
  double best_ns = 1e9;
  for (int round = 0; round < rounds; ++round) {
    auto began_ns = cpu_ns();
    for (int i = 0; i < operations; ++i) operation();
    best_ns = std::min(best_ns, (cpu_ns() - began_ns) / operations);
  }
  std::printf("  %-28s %6.0f ns\n", name, best_ns);
}

void measure_encoding(encoding in) {
  const rpc_id id{std::int64_t{12'345}};
  const room_id room{0x018f3a0c5512e4b7, 0xd1d2d3d4d5d6d7d8};
  const request_key key{0x018f3a0c55127000, 0x8000000000000001};
  const method_answer given = seat_given{1'234};
  const error full{errc::room_full, {}, {}};
  const room_changed change{room, 5, 6, "6-9f3a0c5512e4b7d1", room_phase::open, 7, {{"seat_taken", user_id{1, 2}, 7U}}};
  message_decoder decoder{in};
  std::string call, reply, push, out;
  encode_call(in, id, join_room{room}, {key, {}}, call);
  encode_answer(in, id, given, reply);
  encode_push(in, change, push);

  std::printf("%s\n", in == encoding::json ? "json" : "msgpack");
  measure("decode a join", [&] { keep(decode_call(in, call)); });
  measure("encode an answer", [&] { out.clear(), encode_answer(in, id, given, out); });
  measure("encode a refusal", [&] { out.clear(), encode_error(in, id, full, out); });
  measure("encode a push", [&] { out.clear(), encode_push(in, change, out); });
  measure("client: encode a join", [&] { out.clear(), encode_call(in, id, join_room{room}, {key, {}}, out); });
  measure("client: decode an answer", [&] { keep(decoder.decode(reply)), keep(decoder.answer<seat_given>()); });
  measure("client: decode a push", [&] { keep(decoder.decode(push)); });
}

}  // namespace

int main() {
  for (auto in : {encoding::json, encoding::msgpack}) measure_encoding(in);
}
