#pragma once

#include "net/websocket/frame.hpp"
#include "net/wire/encoding.hpp"

namespace moim {

/// Messages in JSON travel as text, those in MessagePack as binary frames.
constexpr websocket::opcode message_opcode(encoding in) {
  return in == encoding::json ? websocket::opcode::text : websocket::opcode::binary;
}

}  // namespace moim
