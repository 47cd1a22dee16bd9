#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

namespace moim {

/// 128 random bits, drawn once when a store is made, that derived ids are keyed with (rule 5). They lie in the store,
/// its backups and exports. Whoever knows them can work out ids before they exist, so nothing shows them to anybody.
struct id_secret {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
  auto operator<=>(const id_secret&) const = default;
};

/// 128 bits of hash.
struct hash_128 {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
  auto operator<=>(const hash_128&) const = default;
};

/// SipHash-2-4 with 128 bits of output (Aumasson and Bernstein 2012, and their reference code): without the key nobody
/// can tell the hash of anything, nor find what has a given hash. `key.first` is the key's first eight bytes, read as a
/// little-endian number, and so is the output's.
hash_128 keyed_hash(const id_secret& key, std::string_view bytes);

}  // namespace moim
