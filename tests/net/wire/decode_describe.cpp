#include "net/wire/client_codec.hpp"
#include "net/wire/codec.hpp"

#include <catch2/catch.hpp>

#include <limits>

namespace moim::decode_describe_cases {
namespace {

const request_options keyed{request_key{0x018f3a0c55127000, 0x8000000000000001}, std::nullopt};

describe_room soup() {
  return {{1, 2}, 3, "Soup, warm", {"Soup 🍲", place{"The old mill", geo_point{-90, 180}}, 5, 6, {"soup"}, {}, {}}};
}

call_or_failure sent(encoding in, const describe_room& call) {
  std::string bytes;
  encode_call(in, rpc_id{std::int64_t{1}}, call, keyed, bytes);
  return decode_call(in, bytes);
}

std::string refusal(encoding in, const describe_room& call) {
  auto decoded = sent(in, call);
  REQUIRE_FALSE(decoded);
  CHECK(decoded.error().why.code == errc::invalid_params);
  return decoded.error().why.detail;
}

TEST_CASE("a description comes as it was sent, in both encodings, the poles and the date line with it") {
  for (auto in : {encoding::json, encoding::msgpack}) {
    auto decoded = sent(in, soup());
    REQUIRE(decoded);
    const auto& call = std::get<describe_room>(std::get<incoming_call>(*decoded).call);
    CHECK(call.description == soup().description);
    CHECK(call.revision == 3);
    CHECK(call.title == "Soup, warm");
  }
}

TEST_CASE("a point past the poles or the date line is refused by name") {
  for (auto in : {encoding::json, encoding::msgpack}) {
    auto call = soup();
    call.description.place->point = geo_point{90.5, 0};
    CHECK_THAT(refusal(in, call), Catch::Contains("lat") && Catch::Contains("a number from -90 to 90"));
    call.description.place->point = geo_point{0, -180.5};
    CHECK_THAT(refusal(in, call), Catch::Contains("lon"));
  }
}

TEST_CASE("what is no number is refused where an encoding can hold it") {
  auto call = soup();
  for (auto lat : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    call.description.place->point = geo_point{lat, 0};
    CHECK_THAT(refusal(encoding::msgpack, call), Catch::Contains("lat"));
  }
}

TEST_CASE("a description of the wrong shape is refused by name") {
  auto with = [](std::string_view description) {
    std::string json = R"({"jsonrpc":"2.0","id":1,"method":"room.describe","params":{"room":")" +
                       to_text(room_id{1, 2}) + R"(","revision":0,"key":"018f3a0c-5512-7000-8000-000000000001",)" +
                       R"("description":)" + std::string{description} + "}}";
    auto decoded = decode_call(encoding::json, json);
    REQUIRE_FALSE(decoded);
    CHECK(decoded.error().why.code == errc::invalid_params);
    return decoded.error().why.detail;
  };
  CHECK_THAT(with(R"("soup")"), Catch::Contains("description"));
  CHECK_THAT(with(R"({"text":1,"tags":[],"values":[]})"), Catch::Contains("text"));
  CHECK_THAT(with(R"({"text":"","tags":"soup","values":[]})"), Catch::Contains("tags"));
  CHECK_THAT(with(R"({"text":"","tags":[],"values":[],"starts_at_ms":"noon"})"), Catch::Contains("starts_at_ms"));
  CHECK_THAT(with(R"({"text":"","tags":[],"values":[],"starts_at_ms":-1})"), Catch::Contains("starts_at_ms"));
  CHECK_THAT(with(R"({"text":"","tags":[],"values":[],"colour":"red"})"), Catch::Contains("colour"));
  CHECK_THAT(with(R"({"text":"","tags":[],"values":[],"place":{"name":"","point":null}})"), Catch::Contains("name"));
}

TEST_CASE("a room is created with a description, or without any") {
  for (auto in : {encoding::json, encoding::msgpack}) {
    create_room asked{"meal", "Soup", 4};
    std::string bytes;
    encode_call(in, rpc_id{std::int64_t{1}}, asked, keyed, bytes);
    auto decoded = decode_call(in, bytes);
    REQUIRE(decoded);
    CHECK_FALSE(std::get<create_room>(std::get<incoming_call>(*decoded).call).part<description>());
    asked.part<description>() = soup().description;
    bytes.clear();
    encode_call(in, rpc_id{std::int64_t{1}}, asked, keyed, bytes);
    decoded = decode_call(in, bytes);
    REQUIRE(decoded);
    CHECK(std::get<create_room>(std::get<incoming_call>(*decoded).call).part<description>() == soup().description);
  }
}

}  // namespace
}  // namespace moim::decode_describe_cases
