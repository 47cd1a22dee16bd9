#include "net/wire/codec.hpp"

#include <catch2/catch.hpp>

namespace moim::decode_call_cases {

using Catch::Contains;

namespace {

const std::string room_text = to_text(room_id{0x018f3a0c5512e4b7, 0xd1d2d3d4d5d6d7d8});
const std::string key = "018f3a0c-5512-7000-8000-000000000001";

std::string request(std::string_view method, std::string_view params) {
  return R"({"jsonrpc":"2.0","id":1,"method":")" + std::string{method} + R"(","params":)" + std::string{params} + "}";
}

call_failure refusal(std::string_view json) {
  auto decoded = decode_call(encoding::json, json);
  INFO(json);
  REQUIRE_FALSE(decoded);
  return decoded.error();
}

errc code_of(std::string_view json) { return refusal(json).why.code; }

/// The detail of a refusal with `invalid_params`.
std::string detail_of(std::string_view method, std::string_view params) {
  auto refused = refusal(request(method, params));
  INFO(refused.why.detail);
  CHECK(refused.why.code == errc::invalid_params);
  CHECK(refused.id == rpc_id{std::int64_t{1}});
  return refused.why.detail;
}

std::optional<rpc_id> id_of(std::string_view json) {
  auto decoded = decode_call(encoding::json, json);
  INFO(json << (decoded ? "" : decoded.error().why.detail));
  REQUIRE(decoded);
  return std::get<incoming_call>(*decoded).id;
}

}  // namespace

TEST_CASE("a request may have its members in any order and leave out params that nothing needs") {
  CHECK(id_of(R"({"params":{},"method":"kind.list","id":"abc","jsonrpc":"2.0"})") == rpc_id{"abc"});
  CHECK(id_of(R"({"jsonrpc":"2.0","id":-9223372036854775808,"method":"kind.list"})") == rpc_id{INT64_MIN});
  CHECK(id_of(R"( {"jsonrpc":"2.0","id":1,"method":"room.list","params":{"limit":null}} )") == rpc_id{std::int64_t{1}});
}

TEST_CASE("what is no JSON is a parse error") {
  for (std::string_view json : {"", " ", "{", "garbage", "{\"jsonrpc\":\"2.0\"", "{}x", "{'id':1}", "[1,", "\xff\xfe",
                                "{\"id\":\"\xc3\x28\"}", "{\"id\":\"\\ud800\"}", "{\"id\":99999999999999999999999}"})
    CHECK(code_of(json) == errc::parse_error);
  CHECK(refusal("{").id == rpc_id{null_id{}});
}

TEST_CASE("nesting and size are bounded") {
  CHECK(code_of(std::string(max_depth + 1, '[') + std::string(max_depth + 1, ']')) == errc::parse_error);
  CHECK(code_of(std::string(30'000, '[')) == errc::parse_error);
  CHECK(code_of(std::string(max_call_bytes + 1, ' ')) == errc::parse_error);
  CHECK_THAT(refusal(std::string(max_call_bytes + 1, ' ')).why.detail, Contains("65,536"));
}

TEST_CASE("what is JSON but no request is an invalid request") {
  for (std::string_view json :
       {"1", "null", "\"text\"", "[]", R"([{"jsonrpc":"2.0","id":1,"method":"kind.list"}])", "{}",
        R"({"jsonrpc":"1.0","id":1,"method":"kind.list"})", R"({"id":1,"method":"kind.list"})",
        R"({"jsonrpc":"2.0","id":1})", R"({"jsonrpc":"2.0","id":1,"method":1})",
        R"({"jsonrpc":"2.0","id":1,"method":"kind.list","params":null})",
        R"({"jsonrpc":"2.0","id":1,"method":"kind.list","extra":1})",
        R"({"jsonrpc":"2.0","id":1,"id":2,"method":"kind.list"})"})
    CHECK(code_of(json) == errc::invalid_request);
}

TEST_CASE("an id is a number, a short text or null, and is known even if the rest is wrong") {
  auto with_id = [](std::string_view id) {
    return R"({"jsonrpc":"2.0","method":"kind.list","id":)" + std::string{id} + "}";
  };
  for (std::string_view id : {"true", "[1]", "{}", "9223372036854775808"}) {
    CHECK(code_of(with_id(id)) == errc::invalid_request);
    CHECK(refusal(with_id(id)).id == rpc_id{null_id{}});
  }
  CHECK(id_of(with_id("null")) == rpc_id{null_id{}});
  CHECK(id_of(with_id("1.5")) == rpc_id{1.5});
  CHECK(id_of(with_id("1e3")) == rpc_id{1000.0});
  CHECK(code_of(R"({"jsonrpc":"2.0","method":"kind.list","id":")" + std::string(65, 'x') + "\"}") ==
        errc::invalid_request);
  CHECK(id_of(R"({"jsonrpc":"2.0","method":"kind.list","id":")" + std::string(64, 'x') + "\"}") ==
        rpc_id{std::string(64, 'x')});
  CHECK(refusal(R"({"jsonrpc":"1.0","id":7,"method":"kind.list"})").id == rpc_id{std::int64_t{7}});
}

TEST_CASE("a request without an id is a notification: nobody is told what is wrong with it") {
  CHECK_FALSE(id_of(R"({"jsonrpc":"2.0","method":"kind.list"})"));
  for (std::string_view json :
       {R"({"jsonrpc":"2.0","method":"room.explode"})", R"({"jsonrpc":"2.0","method":"room.read","params":{}})",
        R"({"jsonrpc":"2.0","method":"room.read","params":[1]})"})
    CHECK_FALSE(refusal(json).id);
  CHECK_FALSE(refusal(R"({"jsonrpc":"2.0","method":"room.join","params":{"room":")" + room_text + "\"}}").id);
}

TEST_CASE("what is no request is no notification either: its refusal has the id null") {
  for (std::string_view json :
       {"1", "{}", R"({"jsonrpc":"2.0","method":1})", R"({"jsonrpc":"1.0","method":"kind.list"})",
        R"({"jsonrpc":"2.0","method":"kind.list","params":"bar"})"}) {
    CHECK(code_of(json) == errc::invalid_request);
    CHECK(refusal(json).id == rpc_id{null_id{}});
  }
}

TEST_CASE("an empty list of params is none; parameters by position are refused") {
  CHECK(id_of(request("kind.list", "[]")) == rpc_id{std::int64_t{1}});
  CHECK(id_of(request("room.list", "[ ]")) == rpc_id{std::int64_t{1}});
  CHECK(detail_of("room.read", "[]") == "`room` is missing: an id `room_…`.");
  CHECK(detail_of("kind.list", "[1]") == "params must be an object: parameters go by name.");
  CHECK(detail_of("room.read", "[\"" + room_text + "\"]") == "params must be an object: parameters go by name.");
  CHECK(decode_call(encoding::json, request("rpc.discover", "[]")));
}

TEST_CASE("an unknown method is named in the refusal") {
  auto refused = refusal(request("room.explode", "{}"));
  CHECK(refused.why.code == errc::unknown_method);
  CHECK(refused.why.detail == "`room.explode`.");
  CHECK(refused.id == rpc_id{std::int64_t{1}});
  CHECK(refusal(request(std::string(1000, 'x'), "{}")).why.detail.size() < 100);
}

TEST_CASE("rpc.discover is told apart from moim's own methods") {
  auto decoded = decode_call(encoding::json, R"({"jsonrpc":"2.0","id":5,"method":"rpc.discover"})");
  REQUIRE(decoded);
  CHECK(std::get<discovery_call>(*decoded).id == rpc_id{std::int64_t{5}});
  CHECK_FALSE(
      std::get<discovery_call>(*decode_call(encoding::json, R"({"jsonrpc":"2.0","method":"rpc.discover"})")).id);
}

TEST_CASE("a refused parameter is named, with what it may be") {
  CHECK(detail_of("room.read", "{}") == "`room` is missing: an id `room_…`.");
  CHECK(detail_of("room.read", R"({"room":1})") == "`room` must be an id `room_…`.");
  CHECK(detail_of("room.read", R"({"room":")" + to_text(user_id{1, 2}) + "\"}") == "`room` must be an id `room_…`.");
  CHECK(detail_of("room.read", R"({"room":null})") == "`room` must be an id `room_…`.");
  CHECK(detail_of("kind.list", R"({"colour":1})") == "`colour` is not known here.");
  CHECK(detail_of("room.list", R"({"limit":101})") == "`limit` must be an integer from 1 to 100.");
  CHECK(detail_of("room.list", R"({"limit":0})") == "`limit` must be an integer from 1 to 100.");
  CHECK(detail_of("room.list", R"({"limit":-1})") == "`limit` must be an integer from 1 to 100.");
  CHECK(detail_of("room.list", R"({"limit":5.0})") == "`limit` must be an integer from 1 to 100.");
  CHECK(detail_of("room.list", R"({"limit":4294967301})") == "`limit` must be an integer from 1 to 100.");
  CHECK(detail_of("room.list", R"({"limit":5,"limit":5})") == "`limit` is there twice.");
  CHECK(detail_of("room.list", R"({"with_free_seat":1})") == "`with_free_seat` must be true or false.");
  CHECK(detail_of("room.list", R"({"kind":""})") == "`kind` must be text of 1 to 32 characters.");
  CHECK(detail_of("kind.list", R"({"timeout_ms":60001})") == "`timeout_ms` must be an integer from 1 to 60,000.");
}

TEST_CASE("text is bounded in characters, not in bytes") {
  std::string longest, too_long;
  for (int i = 0; i < 32; ++i) longest += "모";
  too_long = longest + "모";
  CHECK(decode_call(encoding::json, request("room.list", R"({"kind":")" + longest + "\"}")));
  detail_of("room.list", R"({"kind":")" + too_long + "\"}");
}

TEST_CASE("what people say in a room has its bounds, and is UTF-8") {
  auto about = [](std::string_view method, const std::string& more) {
    return detail_of(method, R"({"room":")" + room_text + R"(","key":")" + key + "\"," + more + "}");
  };
  std::string longest;
  for (int i = 0; i < 4'000; ++i) longest += "\U0001F600";
  for (auto method : {"comment.post", "announcement.post"}) {
    constexpr auto told = "`text` must be text of 1 to 4,000 characters.";
    CHECK(about(method, R"("text":"")") == told);
    CHECK(about(method, R"("text":7)") == told);
    CHECK(about(method, R"("text":")" + longest + "a\"") == told);
    auto params = R"({"room":")" + room_text + R"(","key":")" + key + R"(","text":")" + longest + "\"}";
    CHECK(decode_call(encoding::json, request(method, params)));
    CHECK(code_of(request(method, R"({"text":"\ud800"})")) == errc::parse_error);
    CHECK(code_of(request(method, "{\"text\":\"\xc3\x28\"}")) == errc::parse_error);
  }
  constexpr auto number = " must be an integer from 1 to 4,294,967,295.";
  for (std::string_view bad : {"0", "-1", "1.5", "4294967296", "\"1\"", "null"}) {
    CHECK(about("comment.remove", "\"number\":" + std::string{bad}) == std::string{"`number`"} + number);
    CHECK(about("announcement.remove", "\"number\":" + std::string{bad}) == std::string{"`number`"} + number);
  }
  CHECK(about("comment.post", R"("text":"a","reply_to":0)") == std::string{"`reply_to`"} + number);
  CHECK(detail_of("comment.list", R"({"limit":101})") == "`limit` must be an integer from 1 to 100.");
  CHECK(detail_of("announcement.list", R"({"limit":33})") == "`limit` must be an integer from 1 to 32.");
}

TEST_CASE("a refused parameter inside a list is named with its place") {
  CHECK(detail_of("session.resume", R"({"rooms":[],"chats":[]})") ==
        "`chats` must be a list of 1 to 64 entries, each an object `chat.subscribe`.");
  CHECK(detail_of("session.resume", R"({"rooms":[{"room":")" + room_text + R"("},{"room":5}]})") ==
        "`rooms[1].room` must be an id `room_…`.");
  CHECK(detail_of("session.resume", R"({"rooms":[7]})") == "`rooms[0]` must be an object.");
  std::string many = R"({"room":")" + room_text + "\"}";
  for (int i = 0; i < 64; ++i) many += R"(,{"room":")" + room_text + "\"}";
  CHECK_THAT(detail_of("session.resume", R"({"rooms":[)" + many + "]}"), Contains("at most 64 entries"));
}

TEST_CASE("a method that changes something needs a key, and every key is a UUIDv7") {
  CHECK(code_of(request("room.join", R"({"room":")" + room_text + "\"}")) == errc::key_missing);
  auto joined =
      decode_call(encoding::json, request("room.join", R"({"room":")" + room_text + R"(","key":")" + key + "\"}"));
  REQUIRE(joined);
  CHECK(std::get<incoming_call>(*joined).options.key == parse_request_key(key));
  for (std::string_view bad : {"\"\"", "1", "\"018f3a0c-5512-4000-8000-000000000001\"",
                               "\"018f3a0c-5512-7000-0000-000000000001\"", "\"018f3a0c551270008000000000000001\""})
    CHECK(detail_of("room.join", R"({"room":")" + room_text + R"(","key":)" + std::string{bad} + "}") ==
          "`key` must be a UUIDv7.");
}

}  // namespace moim::decode_call_cases
