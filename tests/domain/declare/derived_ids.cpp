#include "domain/declare/derived_ids.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace moim;

namespace {

constexpr id_secret secret{11, 12};
constexpr user_id anna{1, 1};
constexpr user_id ben{1, 2};
constexpr request_key a_key{0x01909a3c7b00'7abc, 0x8def'0123'4567'89ab};
constexpr pool_id pool{3, 0x1234'5678};

}  // namespace

TEST_CASE("the room that a request creates depends on the secret, on who asks and on the key alone") {
  auto room = created_room_id(secret, anna, a_key);
  CHECK(room == created_room_id(secret, anna, a_key));
  CHECK(room != created_room_id(secret, ben, a_key));
  CHECK(room != created_room_id({11, 13}, anna, a_key));
  CHECK((room.high >> 16) == (a_key.high >> 16));
}

TEST_CASE("the ticket that a request submits depends on the secret, on who asks, on the key and on the pool alone") {
  auto ticket = submitted_ticket_id(secret, anna, a_key, pool);
  CHECK(ticket == submitted_ticket_id(secret, anna, a_key, pool));
  CHECK(ticket != submitted_ticket_id(secret, ben, a_key, pool));
  CHECK(ticket != submitted_ticket_id({10, 12}, anna, a_key, pool));
  CHECK((ticket.high >> 16) == (a_key.high >> 16));
  CHECK(pool_number(ticket) == pool_number(pool));
}

TEST_CASE("a match that is made again after a failover has another id, and tells its pool as its tickets do") {
  std::vector<ticket_id> tickets{{0x0190'9a3c'7b00'7abc, std::uint64_t{pool_number(pool)} << 32 | 7}, {1, 8}};
  constexpr time_ms now = 1'720'000'000'000;
  auto match = made_match_id(secret, tickets, now);
  CHECK(match == made_match_id(secret, tickets, now));
  CHECK(match != made_match_id(secret, tickets, now + 1));
  CHECK(match != made_match_id(secret, std::vector{tickets[0]}, now));
  CHECK(match != made_match_id({11, 13}, tickets, now));
  CHECK((match.high >> 16) == static_cast<std::uint64_t>(now));
  CHECK(pool_number(ticket_id{match.high, match.low}) == pool_number(pool));
}

TEST_CASE("the room that is born of a match depends on the secret and on the match alone") {
  match_id match{0x0190'9a3c'7b00'7abc, 77};
  auto room = born_room_id(secret, match);
  CHECK(room == born_room_id(secret, match));
  CHECK(room != born_room_id({11, 13}, match));
  CHECK(room != born_room_id(secret, match_id{match.high, 78}));
  CHECK(room != unkeyed_born_room_id(match));
  CHECK((room.high >> 16) == (match.high >> 16));
}

TEST_CASE("a match whose ids are taken by something else has another each time, the same for whoever asks") {
  match_id match{0x0190'9a3c'7b00'7abc, 77};
  std::set<room_id> all{unkeyed_born_room_id(match)};
  auto room = next_born_room_id(secret, match, unkeyed_born_room_id(match));
  CHECK(room == born_room_id(secret, match));
  for (int i = 0; i < 10; ++i) {
    CHECK(all.insert(room).second);
    room = next_born_room_id(secret, match, room);
  }
}

TEST_CASE("who a foreign subject is depends on the secret, the issuer and the subject alone") {
  auto user = foreign_user_id(secret, "them", "42");
  CHECK(user == foreign_user_id(secret, "them", "42"));
  CHECK(user != foreign_user_id({11, 13}, "them", "42"));
  CHECK(user != foreign_user_id(secret, "others", "42"));
  CHECK(user != foreign_user_id(secret, "them", "43"));
  CHECK(foreign_user_id(secret, "ab", "c") != foreign_user_id(secret, "a", "bc"));
}

TEST_CASE("what is a room's alone depends on the secret and the room, and tells nothing of other ids") {
  auto room = created_room_id(secret, anna, a_key);
  auto seed = room_seed(secret, room);
  CHECK(seed == room_seed(secret, room));
  CHECK(seed != room_seed({11, 13}, room));
  CHECK(seed != room_seed(secret, {room.high, room.low + 1}));
  CHECK(seed.second != room.low);
}

TEST_CASE("ids of different purposes have nothing in common but their time") {
  auto room = created_room_id(secret, anna, a_key);
  auto ticket = submitted_ticket_id(secret, anna, a_key, pool);
  CHECK((room.low & 0xffff'ffff) != (ticket.low & 0xffff'ffff));
  CHECK((room.high & 0xffff) != (ticket.high & 0xffff));
}

TEST_CASE("derived ids are the same in every version") {
  // A request that is repeated after an upgrade has to find the room that it created before.
  CHECK(to_text(created_room_id(secret, anna, a_key)) == "room_01j2d3ryr03aqaw03ar2fyq48m");
  CHECK(to_text(submitted_ticket_id(secret, anna, a_key, pool)) == "tkt_01j2d3ryr0ce5h4d2pf155jmnb");
  // And people of a foreign issuer would lose their seats.
  CHECK(to_text(foreign_user_id(secret, "them", "42")) == "user_139011n16e4d80waxqaxh84h9c");
}
