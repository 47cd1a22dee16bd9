#include "net/wire/client_codec.hpp"
#include "net/wire/codec.hpp"

#include <catch2/catch.hpp>

namespace moim::decode_batch_cases {
namespace {

constexpr std::size_t max_calls = 4;
/// No request, in either encoding: the number 1.
const std::string no_request_json = "1";
const std::string no_request_msgpack = "\x01";

std::string call(encoding in, const std::optional<rpc_id>& id, const method_call& what = list_kinds{}) {
  std::string bytes;
  encode_call(in, id, what, {}, bytes);
  return bytes;
}
std::string no_request(encoding in) { return in == encoding::json ? no_request_json : no_request_msgpack; }
std::string batch_of(encoding in, const std::vector<std::string>& messages) {
  std::string bytes;
  encode_batch(in, messages, bytes);
  return bytes;
}

/// Why a batch is refused as a whole.
call_failure whole_refusal(encoding in, std::string_view bytes) {
  CHECK(is_batch(in, bytes));
  auto decoded = decode_batch(in, bytes, max_calls);
  REQUIRE_FALSE(decoded);
  CHECK(decoded.error().id == rpc_id{null_id{}});
  return decoded.error();
}

template <class Check>
void in_both(const Check& check) {
  for (auto in : {encoding::json, encoding::msgpack}) check(in);
}

}  // namespace

TEST_CASE("the requests of a batch are read one by one, in their order") {
  in_both([](encoding in) {
    auto bytes = batch_of(in, {call(in, rpc_id{"a"}), call(in, std::nullopt), no_request(in),
                               call(in, rpc_id{std::int64_t{4}}, join_room{room_id{1, 2}})});
    REQUIRE(is_batch(in, bytes));
    auto decoded = decode_batch(in, bytes, max_calls);
    REQUIRE(decoded);
    REQUIRE(decoded->size() == 4);
    CHECK(std::get<incoming_call>(*decoded->at(0)).id == rpc_id{"a"});
    CHECK_FALSE(std::get<incoming_call>(*decoded->at(1)).id);
    REQUIRE_FALSE(decoded->at(2));
    CHECK(decoded->at(2).error().why.code == errc::invalid_request);
    CHECK(decoded->at(2).error().id == rpc_id{null_id{}});
    REQUIRE_FALSE(decoded->at(3));
    CHECK(decoded->at(3).error().why.code == errc::key_missing);
    CHECK(decoded->at(3).error().id == rpc_id{std::int64_t{4}});
  });
}

TEST_CASE("a batch in a batch is no request") {
  in_both([](encoding in) {
    auto decoded = decode_batch(in, batch_of(in, {batch_of(in, {call(in, rpc_id{"a"})})}), max_calls);
    REQUIRE(decoded);
    REQUIRE(decoded->size() == 1);
    CHECK(decoded->at(0).error().why.code == errc::invalid_request);
  });
}

TEST_CASE("an empty batch is an invalid request") {
  CHECK(whole_refusal(encoding::json, "[]").why.code == errc::invalid_request);
  CHECK(whole_refusal(encoding::json, " \t\r\n[ ]").why.code == errc::invalid_request);
  CHECK(whole_refusal(encoding::msgpack, "\x90").why.code == errc::invalid_request);
}

TEST_CASE("a batch of more requests than it may have is refused as a whole") {
  in_both([](encoding in) {
    std::vector<std::string> messages(max_calls, call(in, rpc_id{"a"}));
    CHECK(decode_batch(in, batch_of(in, messages), max_calls));
    messages.push_back(no_request(in));
    auto refused = whole_refusal(in, batch_of(in, messages));
    CHECK(refused.why.code == errc::invalid_request);
    CHECK(refused.why.detail == "A batch has at most 4 requests.");
  });
}

TEST_CASE("a batch that is not whole is a parse error") {
  in_both([](encoding in) {
    auto bytes = batch_of(in, {call(in, rpc_id{"a"}), call(in, rpc_id{"b"})});
    for (std::size_t size = 1; size < bytes.size(); ++size)
      CHECK(whole_refusal(in, std::string_view{bytes}.substr(0, size)).why.code == errc::parse_error);
  });
  CHECK(whole_refusal(encoding::json, "[" + std::string(max_call_bytes, ' ') + "]").why.code == errc::parse_error);
}

TEST_CASE("what begins as a list is a batch, and nothing else is") {
  for (std::string_view json : {"", " ", "{", "{}", "1", "\"[\"", "x["}) CHECK_FALSE(is_batch(encoding::json, json));
  for (std::string_view packed : {"", "\x80", "\x01", "\xa1[", "\xc4\x01["})
    CHECK_FALSE(is_batch(encoding::msgpack, packed));
  for (std::string_view packed : {"\x90", "\x9f", "\xdc", "\xdd"}) CHECK(is_batch(encoding::msgpack, packed));
}

}  // namespace moim::decode_batch_cases
