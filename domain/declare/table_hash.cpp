#include "domain/declare/table_hash.hpp"

#include <cstring>
#include <random>

namespace moim {

table_key draw_table_key() {
  std::random_device device;
  auto word = [&] { return std::uint64_t{device()} << 32 | device(); };
  return {word(), word()};
}

std::uint64_t hash_for_tables(std::string_view text, const table_key& key) {
  table_hash hash{key};
  auto length = std::uint64_t{text.size()} << 56;
  std::uint64_t word = 0;
  for (; text.size() >= sizeof word; text.remove_prefix(sizeof word)) {
    std::memcpy(&word, text.data(), sizeof word);
    hash.take(word);
  }
  word = 0;
  std::memcpy(&word, text.data(), text.size());
  hash.take(length | word);
  return hash.finish();
}

}  // namespace moim
