#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

namespace moim {

/// What the hash tables of this process are keyed with: drawn anew at each start, and shown to nobody. Ids, and values
/// of criteria, are the clients' choice. Whoever could work out which of them share a bucket could make every lookup
/// walk through thousands.
struct table_key {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
};

/// From the system's random numbers.
table_key draw_table_key();

/// In each file that includes this it is made before anything that could hash.
inline const table_key process_table_key = draw_table_key();

/// SipHash-1-3, which Rust's and Python's tables use, too: without the key nobody can find texts that collide. For
/// tables in memory only; what is stored or derived is hashed by `keyed_hash`.
class table_hash {
 public:
  explicit table_hash(const table_key& key)
      : v0_(key.first ^ 0x736f6d6570736575),
        v1_(key.second ^ 0x646f72616e646f6d),
        v2_(key.first ^ 0x6c7967656e657261),
        v3_(key.second ^ 0x7465646279746573) {}

  void take(std::uint64_t word) {
    v3_ ^= word;
    round();
    v0_ ^= word;
  }
  /// The hash of all that was taken.
  std::uint64_t finish() {
    v2_ ^= 0xff;
    for (int rounds = 0; rounds < 3; ++rounds) round();
    return v0_ ^ v1_ ^ v2_ ^ v3_;
  }

 private:
  void round() {
    v0_ += v1_;
    v2_ += v3_;
    v1_ = std::rotl(v1_, 13) ^ v0_;
    v3_ = std::rotl(v3_, 16) ^ v2_;
    v0_ = std::rotl(v0_, 32);
    v2_ += v1_;
    v0_ += v3_;
    v1_ = std::rotl(v1_, 17) ^ v2_;
    v3_ = std::rotl(v3_, 21) ^ v0_;
    v2_ = std::rotl(v2_, 32);
  }

  std::uint64_t v0_, v1_, v2_, v3_;
};

/// Of two words and a small number, such as the length in bytes, as SipHash takes it.
inline std::uint64_t hash_for_tables(std::uint64_t first, std::uint64_t second, std::uint8_t length,
                                     const table_key& key = process_table_key) {
  table_hash hash{key};
  hash.take(first);
  hash.take(second);
  hash.take(std::uint64_t{length} << 56);
  return hash.finish();
}

/// Of a text.
std::uint64_t hash_for_tables(std::string_view text, const table_key& key = process_table_key);

}  // namespace moim
