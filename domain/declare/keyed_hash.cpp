#include "domain/declare/keyed_hash.hpp"

#include <bit>

namespace moim {
namespace {

/// The state of SipHash, with the names of the paper.
struct sip_state {
  std::uint64_t v0, v1, v2, v3;

  void rounds(int count) {
    for (; count > 0; --count) {
      v0 += v1;
      v2 += v3;
      v1 = std::rotl(v1, 13) ^ v0;
      v3 = std::rotl(v3, 16) ^ v2;
      v0 = std::rotl(v0, 32);
      v2 += v1;
      v0 += v3;
      v1 = std::rotl(v1, 17) ^ v2;
      v3 = std::rotl(v3, 21) ^ v0;
      v2 = std::rotl(v2, 32);
    }
  }
  void take(std::uint64_t word) {
    v3 ^= word;
    rounds(2);
    v0 ^= word;
  }
  std::uint64_t folded() const { return v0 ^ v1 ^ v2 ^ v3; }
};

/// Up to eight bytes as a little-endian number.
std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) number = number << 8 | static_cast<unsigned char>(bytes[i]);
  return number;
}

}  // namespace

hash_128 keyed_hash(const id_secret& key, std::string_view bytes) {
  sip_state state{key.first ^ 0x736f6d6570736575, key.second ^ 0x646f72616e646f6d ^ 0xee,
                  key.first ^ 0x6c7967656e657261, key.second ^ 0x7465646279746573};
  auto length = std::uint64_t{bytes.size()} << 56;
  for (; bytes.size() >= 8; bytes.remove_prefix(8)) state.take(little_endian(bytes.substr(0, 8)));
  state.take(length | little_endian(bytes));
  state.v2 ^= 0xee;
  state.rounds(4);
  auto first = state.folded();
  state.v1 ^= 0xdd;
  state.rounds(4);
  return {first, state.folded()};
}

}  // namespace moim
