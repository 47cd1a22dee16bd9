#include "store/storage_codec.hpp"

#include "domain/room/room.hpp"
#include "domain/user/user.hpp"

#include <catch2/catch.hpp>
#include <msgpack.hpp>

using namespace moim;

namespace {

template <class Event>
std::string encode_one(const Event& event) {
  std::vector<Event> events{event};
  return store::encode_commit<Event>(7, events);
}

}  // namespace

TEST_CASE("a commit survives its stored form") {
  kind meal{"meal", 2, 8, true, roster::members, 60};
  std::vector<room_event> events{room_created{room_id{1, 2}, user_id{3, 4}, meal, "Soup", 4},
                                 seat_taken{user_id{3, 4}, 1},
                                 request_answered{request_key{5, 6}, user_id{3, 4}, 99, room_opened{room_id{1, 2}}},
                                 effects_done{{1, 2, 300}},
                                 room_closed{},
                                 fenced{}};
  auto bytes = store::encode_commit<room_event>(1234, events);
  auto read = store::decode_commit<room_event>(bytes);
  REQUIRE(read);
  CHECK(read->at == 1234);
  REQUIRE(read->events.size() == events.size());
  CHECK(store::encode_commit<room_event>(read->at, read->events) == bytes);
  CHECK(std::get<room_created>(read->events[0]).kind == meal);
  CHECK(std::get<room_created>(read->events[0]).title == "Soup");
  CHECK(std::get<request_answered>(read->events[2]).outcome == room_outcome{room_opened{room_id{1, 2}}});
}

TEST_CASE("a room survives its snapshot") {
  room state;
  std::vector<room_event> events{
      room_created{room_id{1, 2}, user_id{3, 4}, kind{"meal", 2, 8, true, {}, 60}, "Soup", 4},
      seat_taken{user_id{3, 4}, 1}, seat_taken{user_id{3, 5}, 2},
      request_answered{request_key{5, 6}, user_id{3, 4}, 99, seat_given{2}}};
  for (const auto& event : events) apply(state, event, {1, 1000});
  auto read = store::decode_stored<room>(store::encode_stored(state));
  REQUIRE(read);
  CHECK(*read == state);
}

TEST_CASE("what a room says survives its snapshot, and so do its kind's own fields") {
  kind of{"meal", 2, 8, true, {}, 60};
  auto& rules = of.facets.emplace().part<description>().emplace();
  rules.fields_of_kind.push_back({"effort", field_type::choice, true, {}, {}, {"light", "heavy"}});
  description_content says{"Soup", place{"The old mill", geo_point{37.5, -180}}, 5, 6, {"soup"}, "https://a.org/b", {}};
  says.values.push_back({"effort", "light", {}, {}});
  room state;
  apply(state, room_created{room_id{1, 2}, user_id{3, 4}, of, "Soup", 4}, {1, 1000});
  apply(state, room_described{1, "Soup, warm", says}, {2, 1001});
  auto read = store::decode_stored<room>(store::encode_stored(state));
  REQUIRE(read);
  CHECK(*read == state);
  CHECK(content_of(*read) == says);
  CHECK(read->kind.rules<description>()->fields_of_kind.get() == rules.fields_of_kind.get());
}

TEST_CASE("what is said in a room survives its snapshot, and counts as it did") {
  room state;
  kind of{"club", 2, 8, true, {}, 60};
  of.facets.emplace().part<comments>().emplace();
  of.facets->part<announcements>().emplace();
  of.facets->part<likes>().emplace();
  std::vector<room_event> events{room_created{room_id{1, 2}, user_id{3, 4}, of, "Soup", 4},
                                 comment_posted{1, user_id{3, 4}, "gone"},
                                 comment_posted{2, user_id{3, 5}, "here", 1, user_id{3, 4}},
                                 comment_removed{1, user_id{3, 4}},
                                 announced{1, user_id{3, 4}, "hear"},
                                 liked{user_id{3, 5}}};
  for (const auto& event : events) apply(state, event, {1, 1000});
  auto bytes = store::encode_stored(state);
  CHECK(bytes.find("gone") == std::string::npos);
  auto read = store::decode_stored<room>(bytes);
  REQUIRE(read);
  CHECK(*read == state);
  CHECK(read->get<comments>().count() == 1);
  CHECK(read->get<comments>().text_bytes() == 4);
}

TEST_CASE("a memory of requests goes on from its snapshot as if it had never been away") {
  request_memory<room_outcome> here;
  request_bounds bounds{300, 1'000};
  auto add = [&](auto& to, std::uint64_t user, std::uint64_t n, time_ms at) {
    request_key key{(static_cast<std::uint64_t>(at) << 16) | 0x7000, n};
    to.remember({key, {1, user}, n, seat_given{2}}, request_hash_rule, at, bounds);
  };
  for (std::uint64_t n = 0; n < 290; ++n) add(here, n % 16 == 0 ? 2 : 1, n, 1'000'000);
  REQUIRE(here.own.size() == 1);
  REQUIRE(here.entries.size() > here.live());
  auto there = store::decode_stored<request_memory<room_outcome>>(store::encode_stored(here));
  REQUIRE(there);
  CHECK(*there == here);
  CHECK(there->live() == here.live());
  for (std::uint64_t n = 0; n < 2'000; ++n) {
    auto at = 1'000'000 + static_cast<time_ms>(n) * second_ms;
    for (auto* each : {&here, &*there}) add(*each, n % 8 == 0 ? 2 : 1, 1'000 + n, at);
    REQUIRE(*there == here);
  }
  CHECK(here.forgotten != request_key{});
}

TEST_CASE("a memory of requests that was stored before people had watermarks is read; any parameters are the same") {
  request_key old_key{std::uint64_t{1'000'000} << 16, 7};
  request_key gone{std::uint64_t{900'000} << 16, 7};
  msgpack::sbuffer buffer;
  msgpack::packer<msgpack::sbuffer> pack{buffer};
  auto words = [&](std::uint64_t high, std::uint64_t low) {
    char bytes[16];
    for (int i = 0; i < 8; ++i) bytes[i] = static_cast<char>(high >> (56 - 8 * i));
    for (int i = 0; i < 8; ++i) bytes[8 + i] = static_cast<char>(low >> (56 - 8 * i));
    pack.pack_bin(16).pack_bin_body(bytes, 16);
  };
  // [[[key, by, parameters, outcome]], forgotten]
  pack.pack_array(2).pack_array(1).pack_array(4);
  words(old_key.high, old_key.low);
  words(3, 4);
  pack.pack(std::uint64_t{12'345}).pack_array(2).pack(seat_given::code).pack_array(1).pack(2);
  words(gone.high, gone.low);
  auto read = store::decode_stored<request_memory<room_outcome>>({buffer.data(), buffer.size()});
  REQUIRE(read);
  request_bounds bounds{300, 1'000};
  CHECK(**read->recall({{3, 4}, old_key, 54'321}, 1'000'000, bounds) == room_outcome{seat_given{2}});
  CHECK(read->recall({{3, 4}, gone, 1}, 1'000'000, bounds).error().code == errc::key_expired);
  // Once more is remembered they are still told apart.
  request_key next{std::uint64_t{1'000'001} << 16, 7};
  read->remember({next, {3, 4}, 99, done{}}, request_hash_rule, 1'000'001, bounds);
  auto again = store::decode_stored<request_memory<room_outcome>>(store::encode_stored(*read));
  CHECK(**again->recall({{3, 4}, old_key, 1}, 1'000'001, bounds) == room_outcome{seat_given{2}});
  CHECK(again->recall({{3, 4}, next, 98}, 1'000'001, bounds).error().code == errc::key_reused);
}

TEST_CASE("an event of an unknown code is an error, never skipped") {
  auto bytes = encode_one(room_event{room_closed{}});
  auto read = store::decode_commit<user_event>(bytes);
  REQUIRE_FALSE(read);
  CHECK(read.error().why.find("32") != std::string::npos);
}

TEST_CASE("a stored event with added fields is read by an older version, and one without them by a newer") {
  // [at, [[code, [seat_taken's user, seat, a field of the future]]]]
  msgpack::sbuffer buffer;
  msgpack::packer<msgpack::sbuffer> pack{buffer};
  auto head = [&](std::uint32_t fields) {
    buffer.clear();
    pack.pack_array(2).pack(7);
    pack.pack_array(1).pack_array(2).pack(std::uint16_t{20});
    pack.pack_array(fields);
    pack.pack_bin(16).pack_bin_body("0123456789abcdef", 16);
  };
  head(3);
  pack.pack(4).pack("later");
  auto newer = store::decode_commit<room_event>({buffer.data(), buffer.size()});
  REQUIRE(newer);
  CHECK(std::get<seat_taken>(newer->events[0]).seat == 4);
  head(1);
  auto older = store::decode_commit<room_event>({buffer.data(), buffer.size()});
  REQUIRE(older);
  CHECK(std::get<seat_taken>(older->events[0]).seat == 0);
}

TEST_CASE("damaged bytes are an error") {
  auto bytes = encode_one(room_event{seat_taken{user_id{1, 2}, 3}});
  for (std::size_t length = 0; length < bytes.size(); ++length)
    CHECK_FALSE(store::decode_commit<room_event>(std::string_view{bytes}.substr(0, length)));
  CHECK_FALSE(store::decode_commit<room_event>("\xc1"));
  CHECK_FALSE(store::decode_stored<room>("\x01"));
}
