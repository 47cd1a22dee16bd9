#include "domain/declare/ids.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace moim;

TEST_CASE("an id survives its text form, and keeps its order in it") {
  room_id early{0x0190'0000'0000'7000, 0x8000'0000'0000'0001};
  room_id late{0x0190'0000'0001'7000, 0};
  CHECK(to_text(early).size() == 5 + 26);
  CHECK(parse_id<room_id>(to_text(early)) == early);
  CHECK(parse_id<room_id>(to_text(room_id{~0ULL, ~0ULL})) == room_id{~0ULL, ~0ULL});
  CHECK(to_text(early) < to_text(late));
}

TEST_CASE("an id with the wrong prefix, length or digit is refused") {
  auto text = to_text(room_id{1, 2});
  CHECK_FALSE(parse_id<user_id>(text));
  CHECK_FALSE(parse_id<room_id>(text + "0"));
  CHECK_FALSE(parse_id<room_id>(text.substr(1)));
  text.back() = 'u';
  CHECK_FALSE(parse_id<room_id>(text));
  CHECK_FALSE(parse_id<room_id>("room_8zzzzzzzzzzzzzzzzzzzzzzzzz"));
}

TEST_CASE("a request key is a UUID of version 7 and nothing else") {
  auto key = parse_request_key("01909a3c-7b00-7abc-8def-0123456789ab");
  REQUIRE(key);
  CHECK(key->made_at_ms() == 0x01909a3c7b00);
  CHECK(to_text(*key) == "01909a3c-7b00-7abc-8def-0123456789ab");
  CHECK_FALSE(parse_request_key("01909a3c-7b00-4abc-8def-0123456789ab"));
  CHECK_FALSE(parse_request_key("01909a3c-7b00-7abc-0def-0123456789ab"));
  CHECK_FALSE(parse_request_key("01909a3c-7b00-7abc-8def-0123456789a"));
  CHECK_FALSE(parse_request_key("01909a3c_7b00-7abc-8def-0123456789ab"));
  CHECK_FALSE(parse_request_key("01909a3c-7b00-7abc-8def-0123456789ag"));
}

TEST_CASE("entities spread evenly over the partitions") {
  std::vector<int> count(partition_count);
  for (std::uint64_t i = 0; i < 256 * 100; ++i) ++count[partition_of(room_id{i << 16, i}.entity())];
  for (int n : count) CHECK((n > 50 && n < 160));
}
