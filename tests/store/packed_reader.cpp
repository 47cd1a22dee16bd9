#include "store/packed_reader.hpp"

#include <catch2/catch.hpp>
#include <msgpack.hpp>

namespace moim::store {
namespace {

/// What msgpack-c makes of values, to be read by our own reader.
template <class... Values>
std::string packed(const Values&... values) {
  msgpack::sbuffer buffer;
  (msgpack::pack(buffer, values), ...);
  return {buffer.data(), buffer.size()};
}

TEST_CASE("whole numbers of every width are read as msgpack-c writes them") {
  for (unsigned bits = 0; bits < 64; ++bits)
    for (std::uint64_t near : {-1, 0, 1}) {
      auto value = (std::uint64_t{1} << bits) + near;
      auto negative = -static_cast<std::int64_t>(value >> 1);
      CHECK(packed_reader{packed(value)}.integer<std::uint64_t>() == value);
      CHECK(packed_reader{packed(negative)}.integer<std::int64_t>() == negative);
    }
}

TEST_CASE("a number that does not fit is refused, not cut") {
  CHECK(packed_reader{packed(255)}.integer<std::uint8_t>() == 255);
  CHECK_THROWS_AS(packed_reader{packed(256)}.integer<std::uint8_t>(), unreadable);
  CHECK_THROWS_AS(packed_reader{packed(-1)}.integer<std::uint64_t>(), unreadable);
  CHECK_THROWS_AS(packed_reader{packed(~std::uint64_t{0})}.integer<std::int64_t>(), unreadable);
  CHECK_THROWS_AS(packed_reader{packed(-129)}.integer<std::int8_t>(), unreadable);
}

TEST_CASE("text, lists, maps and real numbers of every size are read as msgpack-c writes them") {
  for (std::size_t size : {0, 1, 15, 16, 31, 32, 255, 256, 65'535, 65'536}) {
    std::string text(size, 'x');
    CHECK(packed_reader{packed(text)}.text() == text);
    std::vector<int> list(size, 7);
    CHECK(packed_reader{packed(list)}.list() == size);
    std::map<std::uint64_t, int> map;
    for (std::size_t i = 0; i < size; ++i) map[i] = 7;
    CHECK(packed_reader{packed(map)}.map() == size);
  }
  CHECK(packed_reader{packed(37.5)}.real() == 37.5);
  CHECK(packed_reader{packed(37.5f)}.real() == 37.5);
  CHECK(packed_reader{packed(-3)}.real() == -3);
  CHECK(packed_reader{packed(true)}.boolean());
  CHECK(packed_reader{packed(msgpack::type::nil_t{})}.at_nil());
}

TEST_CASE("what is passed over is passed over whole, however deep") {
  std::map<std::string, std::vector<std::map<int, double>>> nested{{"a", {{{1, 1.5}}, {}}}, {"b", {}}};
  auto bytes = packed(nested, std::string(300, 'x'), -70'000, ~std::uint64_t{0}, true, 2.5f, msgpack::type::nil_t{}, 9);
  packed_reader from{bytes};
  from.skip(7);
  CHECK(from.integer<int>() == 9);
  std::string deep(100'000, '\x91');
  CHECK_THROWS_AS(packed_reader{deep}.skip(1), unreadable);
  packed_reader ended{deep += '\xc0'};
  ended.skip(1);
  CHECK_THROWS_AS(ended.nil(), unreadable);
}

TEST_CASE("no beginning of a value is read beyond its end, and no length is believed") {
  auto bytes = packed(std::string(300, 'x'), std::vector<int>(20, 70'000), 1.5, std::map<int, int>{{1, 2}});
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    auto cut = bytes.substr(0, size);
    CHECK_THROWS_AS(packed_reader{cut}.skip(4), unreadable);
  }
  // A list of four thousand million.
  CHECK_THROWS_AS(packed_reader{"\xdd\xff\xff\xff\xff\x01"}.list(), unreadable);
  CHECK_THROWS_AS(packed_reader{"\xdb\xff\xff\xff\xff\x01"}.text(), unreadable);
}

TEST_CASE("what is of another type is refused") {
  CHECK_THROWS_AS(packed_reader{packed(1)}.list(), unreadable);
  CHECK_THROWS_AS(packed_reader{packed(1)}.map(), unreadable);
  CHECK_THROWS_AS(packed_reader{packed(1)}.text(), unreadable);
  CHECK_THROWS_AS(packed_reader{packed(1)}.boolean(), unreadable);
  CHECK_THROWS_AS(packed_reader{packed(1)}.nil(), unreadable);
  CHECK_THROWS_AS(packed_reader{packed(std::string{"x"})}.integer<int>(), unreadable);
  CHECK_THROWS_AS(packed_reader{packed(std::string{"x"})}.real(), unreadable);
  CHECK_THROWS_AS(packed_reader{packed(std::string{"x"})}.words(), unreadable);
  // An extension, and the byte that nothing begins with.
  CHECK_THROWS_AS(packed_reader{"\xd4\x01\x01"}.skip(1), unreadable);
  CHECK_THROWS_AS(packed_reader{"\xc1"}.skip(1), unreadable);
}

}  // namespace
}  // namespace moim::store
