#include "net/websocket/frame_reader.hpp"

#include <catch2/catch.hpp>

#include <vector>

namespace moim::websocket {
namespace {

struct seen {
  opcode kind;
  std::string payload;
  bool operator==(const seen&) const = default;
};

/// Reads `bytes` in pieces of `step` bytes.
std::vector<seen> read_all(frame_reader& reader, std::string bytes, std::size_t step) {
  std::vector<seen> all;
  for (std::size_t i = 0; i < bytes.size(); i += step) {
    reader.feed(std::span{bytes}.subspan(i, std::min(step, bytes.size() - i)));
    while (auto each = reader.next()) all.push_back({each->kind, std::string{each->payload}});
  }
  return all;
}

std::string masked(opcode kind, std::string_view payload, bool final = true) {
  std::string out;
  append_masked_frame(out, kind, payload, 0x12345678);
  if (!final) out[0] = static_cast<char>(out[0] & 0x7f);
  return out;
}

std::uint16_t failure_of(std::string bytes, std::size_t bound = 1000) {
  frame_reader reader{end::server, bound};
  read_all(reader, std::move(bytes), 1);
  return reader.failure();
}

TEST_CASE("what is written is read, whatever the size and however it is cut") {
  std::size_t step = GENERATE(1u, 3u, 4096u, 1'000'000u);
  std::size_t size = GENERATE(0u, 1u, 7u, 8u, 9u, 125u, 126u, 127u, 65'535u, 65'536u, 70'000u);
  std::string text(size, 'a');
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + i % 26);
  frame_reader server{end::server, 100'000};
  auto bytes = masked(opcode::text, text) + masked(opcode::ping, "x") + masked(opcode::binary, text);
  CHECK(read_all(server, bytes, step) ==
        std::vector<seen>{{opcode::text, text}, {opcode::ping, "x"}, {opcode::binary, text}});
  CHECK(server.failure() == 0);

  std::string unmasked;
  append_frame(unmasked, opcode::text, text);
  frame_reader client{end::client, 100'000};
  CHECK(read_all(client, unmasked, step) == std::vector<seen>{{opcode::text, text}});
}

TEST_CASE("what is kept comes later, with what is fed then or with nothing") {
  frame_reader reader{end::server, 100};
  {
    auto first = masked(opcode::text, "one") + masked(opcode::text, "two") + masked(opcode::text, "three");
    reader.feed(first);
    CHECK(reader.next()->payload == "one");
    reader.keep_rest();
  }
  reader.feed({});
  CHECK(reader.next()->payload == "two");
  reader.keep_rest();
  CHECK(read_all(reader, masked(opcode::text, "four"), 3) ==
        std::vector<seen>{{opcode::text, "three"}, {opcode::text, "four"}});
}

TEST_CASE("fragments are joined, and control frames may come between them") {
  std::size_t step = GENERATE(1u, 5u, 1000u);
  frame_reader reader{end::server, 100};
  auto bytes = masked(opcode::text, "one ", false) + masked(opcode::ping, "?") +
               masked(opcode::continuation, "two ", false) + masked(opcode::continuation, "three") +
               masked(opcode::text, "four");
  CHECK(read_all(reader, bytes, step) ==
        std::vector<seen>{{opcode::ping, "?"}, {opcode::text, "one two three"}, {opcode::text, "four"}});
}

TEST_CASE("a character may be cut by a fragment's end") {
  frame_reader reader{end::server, 100};
  auto bytes = masked(opcode::text, "\xec\x95", false) + masked(opcode::continuation, "\x88");
  CHECK(read_all(reader, bytes, 1000) == std::vector<seen>{{opcode::text, "\xec\x95\x88"}});
}

TEST_CASE("text that is not UTF-8 fails, in a message and in a close frame's reason") {
  CHECK(failure_of(masked(opcode::text, "\xff")) == status_invalid_payload);
  CHECK(failure_of(masked(opcode::text, "\xec\x95")) == status_invalid_payload);
  CHECK(failure_of(masked(opcode::close, std::string{"\x03\xe8\xff", 3})) == status_invalid_payload);
  CHECK(failure_of(masked(opcode::binary, "\xff")) == 0);
}

TEST_CASE("a message above the bound fails by its header, before its bytes come") {
  auto whole = masked(opcode::binary, std::string(101, 'x'));
  CHECK(failure_of(whole.substr(0, 2), 100) == status_too_big);
  CHECK(failure_of(masked(opcode::binary, std::string(100, 'x')), 100) == 0);
  std::string endless{"\x82\xff\x7f\xff\xff\xff\xff\xff\xff\xff", 10};
  CHECK(failure_of(endless, 100) == status_too_big);
}

TEST_CASE("fragments count together") {
  auto max = masked(opcode::binary, std::string(60, 'x'), false) + masked(opcode::continuation, std::string(40, 'x'));
  CHECK(failure_of(max, 100) == 0);
  auto more = masked(opcode::binary, std::string(60, 'x'), false) + masked(opcode::continuation, std::string(41, 'x'));
  CHECK(failure_of(more, 100) == status_too_big);
}

TEST_CASE("frames that break the protocol fail") {
  std::string unmasked;
  append_frame(unmasked, opcode::text, "x");
  CHECK(failure_of(unmasked) == status_protocol_error);
  auto reserved = masked(opcode::text, "x");
  reserved[0] = static_cast<char>(reserved[0] | 0x40);
  CHECK(failure_of(reserved) == status_protocol_error);
  auto unknown = masked(opcode::text, "x");
  unknown[0] = static_cast<char>(0x83);
  CHECK(failure_of(unknown) == status_protocol_error);
  CHECK(failure_of(masked(opcode::ping, "x", false)) == status_protocol_error);
  CHECK(failure_of(masked(opcode::ping, std::string(126, 'x'))) == status_protocol_error);
  CHECK(failure_of(masked(opcode::continuation, "x")) == status_protocol_error);
  CHECK(failure_of(masked(opcode::text, "x", false) + masked(opcode::text, "x")) == status_protocol_error);
  // Lengths that are not in their shortest form, and one that is negative.
  CHECK(failure_of(std::string{"\x82\xfe\x00\x7d", 4}) == status_protocol_error);
  CHECK(failure_of(std::string{"\x82\xff\x00\x00\x00\x00\x00\x00\xff\xff", 10}) == status_protocol_error);
  CHECK(failure_of(std::string{"\x82\xff\xff\x00\x00\x00\x00\x00\xff\xff", 10}) == status_protocol_error);
}

TEST_CASE("a close frame holds nothing, or a code that may be sent and a reason") {
  CHECK(failure_of(masked(opcode::close, "")) == 0);
  CHECK(failure_of(masked(opcode::close, close_payload(1000, "bye"))) == 0);
  CHECK(failure_of(masked(opcode::close, close_payload(4321, ""))) == 0);
  CHECK(failure_of(masked(opcode::close, "x")) == status_protocol_error);
  for (int status : {0, 999, 1004, 1005, 1006, 1015, 2999, 5000})
    CHECK(failure_of(masked(opcode::close, close_payload(static_cast<std::uint16_t>(status), ""))) ==
          status_protocol_error);
}

TEST_CASE("nothing is read after a failure") {
  frame_reader reader{end::server, 10};
  auto all = read_all(reader, masked(opcode::continuation, "x") + masked(opcode::text, "x"), 1000);
  CHECK(all.empty());
  CHECK(read_all(reader, masked(opcode::text, "x"), 1000).empty());
}

TEST_CASE("a close frame's reason is cut at a whole character") {
  std::string reason(122, 'x');
  CHECK(close_payload(1000, reason + "\xec\x95\x88") == close_payload(1000, reason));
  CHECK(close_payload(1000, reason + "y").size() == max_control_bytes);
}

}  // namespace
}  // namespace moim::websocket
