#include "domain/declare/keyed_hash.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace moim;

TEST_CASE("the keyed hash is SipHash-2-4-128: its published vectors hold") {
  // Key 00 01 … 0f, message 00 01 … of each length; the output as two little-endian numbers.
  constexpr id_secret key{0x0706050403020100, 0x0f0e0d0c0b0a0908};
  struct vector {
    std::size_t length;
    hash_128 hash;
  };
  constexpr vector published[] = {
      {0, {0xe6a825ba047f81a3, 0x930255c71472f66d}},  {1, {0x44af996bd8c187da, 0x45fc229b11597634}},
      {7, {0x53c1dbd8beebf1a1, 0x3982f01fa64ab8c0}},  {8, {0x61f55862baa9623b, 0xb49714f364e2830f}},
      {15, {0x11a8b03399e99354, 0xd9c3cf970fec087e}}, {16, {0xbb54b067caa4e26e, 0x77052385bf1533fd}},
      {63, {0x4a83502f77d15051, 0x7cbd3f979a063e50}},
  };
  for (const auto& each : published) {
    std::string message;
    for (std::size_t i = 0; i < each.length; ++i) message += static_cast<char>(i);
    CHECK((keyed_hash(key, message) == each.hash));
  }
}

TEST_CASE("another key gives another hash") {
  CHECK((keyed_hash({1, 2}, "moim") != keyed_hash({1, 3}, "moim")));
  CHECK((keyed_hash({1, 2}, "moim") != keyed_hash({0, 2}, "moim")));
}
