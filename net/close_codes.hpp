#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace moim {

/// Why a WebSocket was closed. Numbers below 4000 are the protocol's own (RFC 6455, section 7.4.1).
enum class close_code : std::uint16_t {
  normal = 1000,
  going_away = 1001,
  protocol_error = 1002,
  unsupported_data = 1003,
  invalid_text = 1007,
  message_too_big = 1009,
  internal = 1011,
  slow_reader = 4000,
  idle = 4001,
  authentication_timeout = 4002,
  token_refused = 4003,
  token_expired = 4004,
  rate_abuse = 4005,
  too_many_sessions = 4006,
  too_many_errors = 4007,
  overloaded = 4008,
};

/// What a client that was closed with a code does next.
enum class reconnect : std::uint8_t {
  no,              ///< the same would happen again
  resume,          ///< connect again, at once, and resume
  later,           ///< connect again after a growing, jittered wait, and resume
  with_new_token,  ///< get a new token, then connect again and resume
};
constexpr std::array<std::string_view, 4> enum_names(reconnect) { return {"no", "resume", "later", "with_new_token"}; }

struct close_declaration {
  close_code code;
  std::string_view name;
  reconnect next;
  std::string_view meaning;
};

/// The table of all close codes.
inline constexpr std::array all_close_codes{
    close_declaration{close_code::normal, "normal", reconnect::no, "Both sides are done."},
    close_declaration{close_code::going_away, "going_away", reconnect::resume,
                      "The server is draining before it stops; connect again, to it or to another."},
    close_declaration{close_code::protocol_error, "protocol_error", reconnect::no,
                      "A frame broke the WebSocket protocol."},
    close_declaration{close_code::unsupported_data, "unsupported_data", reconnect::no,
                      "A frame was of the kind that the subprotocol does not use: JSON comes in text frames, "
                      "MessagePack in binary ones."},
    close_declaration{close_code::invalid_text, "invalid_text", reconnect::no, "A text frame was not UTF-8."},
    close_declaration{close_code::message_too_big, "message_too_big", reconnect::no,
                      "A message was larger than a request may be."},
    close_declaration{close_code::internal, "internal", reconnect::later, "A fault of the server's own; it is logged."},
    close_declaration{close_code::slow_reader, "slow_reader", reconnect::resume,
                      "The client did not read what it was pushed, or nothing at all; what it missed can be resumed."},
    close_declaration{close_code::idle, "idle", reconnect::resume,
                      "Nothing, not even a pong, came from the client for too long."},
    close_declaration{close_code::authentication_timeout, "authentication_timeout", reconnect::with_new_token,
                      "The session did not say in time who it is."},
    close_declaration{close_code::token_refused, "token_refused", reconnect::with_new_token,
                      "The token was damaged, of another issuer, or expired."},
    close_declaration{close_code::token_expired, "token_expired", reconnect::with_new_token,
                      "The token's time ended while the session was open."},
    close_declaration{close_code::rate_abuse, "rate_abuse", reconnect::later,
                      "The session went on sending long after it was told `rate_limited`."},
    close_declaration{close_code::too_many_sessions, "too_many_sessions", reconnect::later,
                      "The person has as many sessions as they may."},
    close_declaration{close_code::too_many_errors, "too_many_errors", reconnect::no,
                      "The session sent too many messages in a row that are no requests."},
    close_declaration{close_code::overloaded, "overloaded", reconnect::later,
                      "The server has as many sessions as it may."},
};

constexpr const close_declaration& describe(close_code code) {
  for (const auto& row : all_close_codes)
    if (row.code == code) return row;
  return all_close_codes[0];
}

}  // namespace moim
