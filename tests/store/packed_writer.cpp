#include "store/packed_writer.hpp"

#include <catch2/catch.hpp>
#include <msgpack.hpp>

namespace moim::store {
namespace {

/// What msgpack-c makes of a value: ours is the same, byte by byte.
template <class Value>
std::string by_library(const Value& value) {
  msgpack::sbuffer buffer;
  msgpack::pack(buffer, value);
  return {buffer.data(), buffer.size()};
}

template <class Write>
std::string by_us(Write&& write) {
  std::string out;
  {
    packed_writer to{out};
    write(to);
  }
  return out;
}

TEST_CASE("whole numbers take as few bytes as they do by msgpack-c") {
  for (unsigned bits = 0; bits < 64; ++bits)
    for (std::uint64_t near : {-1, 0, 1}) {
      auto value = (std::uint64_t{1} << bits) + near;
      auto negative = -static_cast<std::int64_t>(value >> 1);
      CHECK(by_us([&](auto& to) { to.integer(value); }) == by_library(value));
      CHECK(by_us([&](auto& to) { to.integer(negative); }) == by_library(negative));
      CHECK(by_us([&](auto& to) { to.integer(static_cast<std::uint16_t>(value)); }) ==
            by_library(static_cast<std::uint16_t>(value)));
    }
}

TEST_CASE("text, lists, maps and all else are the bytes that msgpack-c writes") {
  for (std::size_t size : {0, 1, 15, 16, 31, 32, 255, 256, 65'535, 65'536}) {
    std::string text(size, 'x');
    CHECK(by_us([&](auto& to) { to.text(text); }) == by_library(text));
    auto list = by_us([&](auto& to) { to.list(size); });
    CHECK(by_library(std::vector<int>(size, 7)).starts_with(list));
    std::map<std::size_t, int> pairs;
    for (std::size_t i = 0; i < size; ++i) pairs[i] = 7;
    auto map = by_us([&](auto& to) { to.map(size); });
    CHECK(by_library(pairs).starts_with(map));
  }
  CHECK(by_us([](auto& to) { to.nil(); }) == by_library(msgpack::type::nil_t{}));
  CHECK(by_us([](auto& to) { to.boolean(true); }) == by_library(true));
  CHECK(by_us([](auto& to) { to.boolean(false); }) == by_library(false));
  CHECK(by_us([](auto& to) { to.real(-37.5); }) == by_library(-37.5));
  std::vector<unsigned char> bytes{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
  CHECK(by_us([](auto& to) { to.words(0x0102030405060708, 0x090a0b0c0d0e0f10); }) == by_library(bytes));
}

TEST_CASE("what is there stays in front of what is written") {
  std::string out = "before";
  {
    packed_writer to{out};
    for (int i = 0; i < 1'000; ++i) to.integer(1);
  }
  CHECK(out == "before" + std::string(1'000, '\x01'));
}

}  // namespace
}  // namespace moim::store
