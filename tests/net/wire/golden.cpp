#include "net/wire/client_codec.hpp"
#include "net/wire/codec.hpp"

#include <catch2/catch.hpp>

#include <iomanip>
#include <sstream>

using namespace moim;

namespace {

const room_id a_room{0x018f3a0c5512e4b7, 0xd1d2d3d4d5d6d7d8};
const request_key a_key{0x018f3a0c55127000, 0x8000000000000001};

std::string hex(std::string_view bytes) {
  std::ostringstream text;
  for (unsigned char c : bytes) text << std::hex << std::setw(2) << std::setfill('0') << int{c};
  return text.str();
}

std::string call(encoding in) {
  std::string bytes;
  encode_call(in, rpc_id{std::int64_t{1}}, join_room{a_room}, {a_key, 5'000}, bytes);
  return bytes;
}
std::string answer(encoding in) {
  std::string bytes;
  encode_answer(in, rpc_id{"x"}, seat_given{3}, bytes);
  return bytes;
}
std::string refusal(encoding in) {
  std::string bytes;
  encode_error(in, null_id{}, error{errc::parse_error, {}, {}}, bytes);
  return bytes;
}
std::string push(encoding in) {
  std::string bytes;
  encode_push(in, user_changed{a_room, membership::left}, bytes);
  return bytes;
}

std::string batch(encoding in) {
  std::string notification, bytes;
  encode_call(in, std::nullopt, list_kinds{}, {}, notification);
  std::vector<std::string> messages{answer(in), notification};
  encode_batch(in, messages, bytes);
  return bytes;
}

}  // namespace

TEST_CASE("messages look in JSON as the protocol page shows them") {
  CHECK(call(encoding::json) ==
        R"({"jsonrpc":"2.0","id":1,"method":"room.join","params":{"room":"room_01hwx0rn8jwjvx3mpktkaxdnyr",)"
        R"("key":"018f3a0c-5512-7000-8000-000000000001","timeout_ms":5000}})");
  CHECK(answer(encoding::json) == R"({"jsonrpc":"2.0","id":"x","result":{"seat":3}})");
  CHECK(refusal(encoding::json) ==
        R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"The bytes are not a message in the encoding )"
        R"(that this connection speaks.","data":{"code":"parse_error","retry":"never"}}})");
  CHECK(
      push(encoding::json) ==
      R"({"jsonrpc":"2.0","method":"user.changed","params":{"room":"room_01hwx0rn8jwjvx3mpktkaxdnyr","what":"left"}})");
  CHECK(batch(encoding::json) ==
        R"([{"jsonrpc":"2.0","id":"x","result":{"seat":3}},{"jsonrpc":"2.0","method":"kind.list","params":{}}])");
}

TEST_CASE("an id is sent back as it was") {
  auto with_id = [](const rpc_id& id) {
    std::string bytes;
    encode_answer(encoding::json, id, done{}, bytes);
    return bytes;
  };
  CHECK(with_id(std::int64_t{-7}) == R"({"jsonrpc":"2.0","id":-7,"result":{}})");
  CHECK(with_id(1.5) == R"({"jsonrpc":"2.0","id":1.5,"result":{}})");
  CHECK(with_id(1e300) == R"({"jsonrpc":"2.0","id":1e+300,"result":{}})");
  CHECK(with_id(null_id{}) == R"({"jsonrpc":"2.0","id":null,"result":{}})");
}

TEST_CASE("messages are in MessagePack the bytes that clients have always been sent") {
  CHECK(hex(call(encoding::msgpack)) ==
        "84a76a736f6e727063a3322e30a2696401a66d6574686f64a9726f6f6d2e6a6f696ea6706172616d7383a4726f6f6dc410018f3a0c5512"
        "e4b7d1d2d3d4d5d6d7d8a36b6579c410018f3a0c551270008000000000000001aa74696d656f75745f6d73cd1388");
  CHECK(hex(answer(encoding::msgpack)) == "83a76a736f6e727063a3322e30a26964a178a6726573756c7481a47365617403");
  CHECK(hex(batch(encoding::msgpack)) ==
        "9283a76a736f6e727063a3322e30a26964a178a6726573756c7481a4736561740383a76a736f6e727063a3322e30a66d6574686f64a96b"
        "696e642e6c697374a6706172616d7380");
  CHECK(hex(push(encoding::msgpack)) ==
        "83a76a736f6e727063a3322e30a66d6574686f64ac757365722e6368616e676564a6706172616d7382a4726f6f6dbf726f6f6d5f303168"
        "777830726e386a776a7678336d706b746b6178646e7972a477686174a46c656674");
}
