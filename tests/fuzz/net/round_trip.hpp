#pragma once

#include "net/wire/client_codec.hpp"
#include "net/wire/codec.hpp"

#include <cstdlib>
#include <string>

namespace moim::test {

/// What decodes must be the same call after it was encoded and decoded again, in either encoding; and what a server
/// sends must not harm a client.
inline void decode_and_repeat(encoding in, std::string_view bytes) {
  (void)message_decoder{in}.decode(bytes);
  auto decoded = decode_call(in, bytes);
  if (!decoded) {
    std::string refusal;
    encode_error(in, decoded.error().id, decoded.error().why, refusal);
    if (!message_decoder{in}.decode(refusal)) std::abort();
    return;
  }
  const auto* first = std::get_if<incoming_call>(&*decoded);
  if (!first) return;
  for (auto again_in : {encoding::json, encoding::msgpack}) {
    std::string again;
    encode_call(again_in, first->id, first->call, first->options, again);
    // Escapes may make the JSON of a large request larger than a request may be.
    if (again.size() > max_call_bytes) continue;
    auto repeated = decode_call(again_in, again);
    if (!repeated) std::abort();
    const auto& second = std::get<incoming_call>(*repeated);
    bool same = second.id == first->id && second.parameters == first->parameters &&
                digest_of(second.call) == digest_of(first->call) && second.options.key == first->options.key &&
                second.options.timeout_ms == first->options.timeout_ms;
    if (!same) std::abort();
  }
}

}  // namespace moim::test
