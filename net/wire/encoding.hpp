#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace moim {

/// How messages are written as bytes. Both carry the same JSON-RPC 2.0 shapes.
enum class encoding : std::uint8_t { json, msgpack };
constexpr std::array<std::string_view, 2> enum_names(encoding) { return {"json", "msgpack"}; }

/// The WebSocket subprotocol that chooses the encoding.
constexpr std::string_view subprotocol(encoding of) {
  return of == encoding::json ? std::string_view{"moim.v1.json"} : std::string_view{"moim.v1.msgpack"};
}

/// How deep the lists and objects of a message may be nested; the answer of `rpc.discover` is 14 deep.
inline constexpr std::size_t max_depth = 32;
/// The most bytes of a request.
inline constexpr std::size_t max_call_bytes = 65'536;
/// The most bytes that a client's decoder takes: the view of a room with 100,000 members fits.
inline constexpr std::size_t max_server_message_bytes = 16 * 1024 * 1024;

}  // namespace moim
