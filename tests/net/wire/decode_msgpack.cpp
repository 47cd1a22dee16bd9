#include "net/wire/codec.hpp"

#include <catch2/catch.hpp>
#include <msgpack.hpp>

#include <sstream>

namespace moim::decode_msgpack_cases {

namespace {

const std::string packed_room = to_text(room_id{0x018f3a0c5512e4b7, 0xd1d2d3d4d5d6d7d8});

using packer = msgpack::packer<std::stringstream>;

/// A request in MessagePack whose params `pack` writes.
template <class Pack>
std::string packed(std::string_view method, Pack&& pack) {
  std::stringstream out;
  packer to{out};
  to.pack_map(4).pack("jsonrpc").pack("2.0").pack("id").pack(1).pack("method").pack(std::string{method}).pack("params");
  pack(to);
  return out.str();
}

errc packed_code(std::string_view bytes) {
  auto decoded = decode_call(encoding::msgpack, bytes);
  REQUIRE_FALSE(decoded);
  return decoded.error().why.code;
}

}  // namespace

TEST_CASE("ids and keys in MessagePack may be text or 16 bytes") {
  std::string id_bytes = "\x01\x8f\x3a\x0c\x55\x12\xe4\xb7\xd1\xd2\xd3\xd4\xd5\xd6\xd7\xd8";
  auto text = decode_call(encoding::msgpack,
                          packed("room.read", [&](packer& to) { to.pack_map(1).pack("room").pack(packed_room); }));
  auto bytes = decode_call(encoding::msgpack, packed("room.read", [&](packer& to) {
                             to.pack_map(1).pack("room").pack_bin(16).pack_bin_body(id_bytes.data(), 16);
                           }));
  REQUIRE(text);
  REQUIRE(bytes);
  CHECK(std::get<read_room>(std::get<incoming_call>(*text).call).room ==
        std::get<read_room>(std::get<incoming_call>(*bytes).call).room);
  CHECK(packed_code(packed("room.read", [&](packer& to) {
          to.pack_map(1).pack("room").pack_bin(15).pack_bin_body(id_bytes.data(), 15);
        })) == errc::invalid_params);
  CHECK(packed_code(packed("room.read", [&](packer& to) {
          to.pack_map(2).pack("room").pack(packed_room).pack("key").pack_bin(16).pack_bin_body(id_bytes.data(), 16);
        })) == errc::invalid_params);
}

TEST_CASE("what is no MessagePack, or not one whole message, is a parse error") {
  auto good = packed("kind.list", [](packer& to) { to.pack_map(0); });
  REQUIRE(decode_call(encoding::msgpack, good));
  CHECK(packed_code(good + "\xc0") == errc::parse_error);
  for (std::size_t size = 0; size < good.size(); ++size) CHECK(packed_code(good.substr(0, size)) == errc::parse_error);
  CHECK(packed_code("\xc1") == errc::parse_error);
  CHECK(packed_code(std::string(max_depth + 1, '\x91') + "\xc0") == errc::parse_error);
  CHECK(packed_code("\x81\x01\x02") == errc::parse_error);
  CHECK(packed_code("\x81\x91\x01\x02") == errc::parse_error);
  // Claims four billion entries.
  CHECK(packed_code("\xdd\xff\xff\xff\xff\x01") == errc::parse_error);
}

TEST_CASE("text in MessagePack must be UTF-8") {
  CHECK(packed_code(packed("room.list", [](packer& to) { to.pack_map(1).pack("kind").pack("\xc3\x28"); })) ==
        errc::parse_error);
}

TEST_CASE("values of MessagePack that JSON does not have are of the wrong type") {
  CHECK(packed_code(packed("room.list", [](packer& to) { to.pack_map(1).pack("limit").pack(5.5); })) ==
        errc::invalid_params);
  CHECK(packed_code(packed("room.list", [](packer& to) {
          to.pack_map(1).pack("limit").pack_ext(1, 5).pack_ext_body("x", 1);
        })) == errc::invalid_params);
  CHECK(packed_code(packed("room.list", [](packer& to) {
          to.pack_map(1).pack("kind").pack_bin(1).pack_bin_body("x", 1);
        })) == errc::invalid_params);
  CHECK(packed_code("\x93\x01\x02\x03") == errc::invalid_request);
}

TEST_CASE("an id in MessagePack is the number that it was, and only what is a finite number is one") {
  auto with_id = [](std::string_view id) {
    std::stringstream out;
    packer{out}.pack_map(3).pack("jsonrpc").pack("2.0").pack("method").pack("kind.list").pack("id");
    return out.str() + std::string{id};
  };
  auto id_of = [&](std::string_view id) {
    auto decoded = decode_call(encoding::msgpack, with_id(id));
    REQUIRE(decoded);
    return std::get<incoming_call>(*decoded).id;
  };
  // Some clients write each integer above 32 bits so.
  CHECK(id_of({"\xcb\x42\x7a\x1e\xe5\x65\xe0\x00\x00", 9}) == rpc_id{1'795'000'000'000.0});
  CHECK(id_of({"\xca\x3f\xc0\x00\x00", 5}) == rpc_id{1.5});
  CHECK(id_of("\xc0") == rpc_id{null_id{}});
  std::string_view infinity{"\xcb\x7f\xf0\x00\x00\x00\x00\x00\x00", 9},
      not_a_number{"\xcb\x7f\xf8\x00\x00\x00\x00\x00\x00", 9};
  for (auto id :
       {infinity, not_a_number, std::string_view{"\xcf\xff\xff\xff\xff\xff\xff\xff\xff"}, std::string_view{"\xc3"}})
    CHECK(packed_code(with_id(id)) == errc::invalid_request);
}

TEST_CASE("an empty list of params is none in MessagePack, too") {
  CHECK(decode_call(encoding::msgpack, packed("kind.list", [](packer& to) { to.pack_array(0); })));
  CHECK(packed_code(packed("kind.list", [](packer& to) { to.pack_array(1).pack(1); })) == errc::invalid_params);
}

}  // namespace moim::decode_msgpack_cases
