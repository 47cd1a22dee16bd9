#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// WebSocket framing (RFC 6455) without sockets: bytes to frames and back, for both ends.
namespace moim::websocket {

enum class opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

constexpr bool is_control(opcode kind) { return static_cast<std::uint8_t>(kind) >= 8; }

/// The most bytes that a control frame may carry (RFC 6455, 5.5).
inline constexpr std::size_t max_control_bytes = 125;

/// Status codes of RFC 6455, 7.4.1, that this end sends itself.
inline constexpr std::uint16_t status_normal = 1000;
inline constexpr std::uint16_t status_protocol_error = 1002;
inline constexpr std::uint16_t status_invalid_payload = 1007;
inline constexpr std::uint16_t status_too_big = 1009;
/// Never sent: what a close frame without a code means.
inline constexpr std::uint16_t status_none = 1005;

/// Whether a peer may send this status code in a close frame (RFC 6455, 7.4).
bool may_be_sent(std::uint16_t status);

/// Appends a whole message as a server sends it: one frame, unmasked.
void append_frame(std::string& out, opcode kind, std::string_view payload);
/// Appends a whole message as a client sends it, masked with `mask`.
void append_masked_frame(std::string& out, opcode kind, std::string_view payload, std::uint32_t mask);

/// The payload of a close frame; a reason longer than fits is cut at a whole character.
std::string close_payload(std::uint16_t status, std::string_view reason);

/// Applies a mask in place, a word at a time; masking twice gives the original.
void apply_mask(char* bytes, std::size_t size, std::uint32_t mask);

}  // namespace moim::websocket
