#include "domain/declare/table_hash.hpp"

#include "domain/declare/ids.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>

namespace moim {
namespace {

/// The key of the published vectors: the bytes 0, 1, … 15.
constexpr table_key published{0x0706050403020100, 0x0f0e0d0c0b0a0908};

std::string counting(std::size_t bytes) {
  std::string text;
  for (std::size_t n = 0; n < bytes; ++n) text.push_back(static_cast<char>(n));
  return text;
}

TEST_CASE("texts are hashed by SipHash-1-3") {
  CHECK(hash_for_tables(counting(0), published) == 0xabac0158050fc4dc);
  CHECK(hash_for_tables(counting(1), published) == 0xc9f49bf37d57ca93);
  CHECK(hash_for_tables(counting(7), published) == 0xd3927d989bb11140);
  CHECK(hash_for_tables(counting(8), published) == 0x369095118d299a8e);
  CHECK(hash_for_tables(counting(15), published) == 0xd320d86d2a519956);
}

TEST_CASE("two words are hashed as the 16 bytes that they are") {
  CHECK(hash_for_tables(published.first, published.second, 16, published) == 0xcc4fdd1a7d908b66);
  CHECK(hash_for_tables(counting(16), published) == 0xcc4fdd1a7d908b66);
}

TEST_CASE("each process draws a key of its own, and ids are hashed with it") {
  std::set<std::uint64_t> drawn;
  for (int times = 0; times < 4; ++times) drawn.insert(draw_table_key().first);
  CHECK(drawn.size() == 4);
  user_id user{1, 2};
  CHECK(std::hash<user_id>{}(user) == hash_for_tables(1, 2, 16, process_table_key));
  CHECK(std::hash<entity_id>{}(user.entity()) != std::hash<user_id>{}(user));
}

/// Ids that share their lower half, or were made to collide under the mix of before, share no bucket.
TEST_CASE("ids that somebody chose spread as others do") {
  constexpr std::size_t buckets = 64;
  std::array<unsigned, buckets> sizes{};
  for (std::uint64_t n = 0; n < 64 * buckets; ++n) {
    // mix64(low) ^ high is the same for all of these.
    auto low = n;
    auto high = mix64(low);
    ++sizes[std::hash<room_id>{}(room_id{high, low}) % buckets];
  }
  for (auto size : sizes) CHECK(size < 3 * 64);
}

TEST_CASE("where entities are spread is the same in all processes") {
  CHECK(partition_of({entity_type::room, 1, 2}) == spread_of({entity_type::room, 1, 2}) % partition_count);
  CHECK(spread_of({entity_type::room, 1, 2}) != spread_of({entity_type::user, 1, 2}));
}

}  // namespace
}  // namespace moim
