#pragma once

#include "net/wire/client_codec.hpp"
#include "net/wire/codec.hpp"

#include <cstdlib>
#include <string>

namespace moim::test {

/// The most requests of a batch here: small inputs have more.
inline constexpr std::size_t max_fuzzed_batch = 8;

/// Whoever is to be told of a refusal can read it.
inline void refuse_readably(encoding in, const call_failure& failure) {
  if (!failure.id) return;
  std::string refusal;
  encode_error(in, *failure.id, failure.why, refusal);
  if (!message_decoder{in}.decode(refusal)) std::abort();
}

/// What decodes must be the same call after it was encoded and decoded again, in either encoding.
inline void repeat(encoding in, const call_or_failure& decoded) {
  if (!decoded) return refuse_readably(in, decoded.error());
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

/// Each request of a batch is what it is alone; and what a server sends must not harm a client.
inline void decode_and_repeat(encoding in, std::string_view bytes) {
  (void)message_decoder{in}.decode(bytes);
  repeat(in, decode_call(in, bytes));
  auto batch = decode_batch(in, bytes, max_fuzzed_batch);
  if (!batch) return refuse_readably(in, batch.error());
  if (!is_batch(in, bytes) || batch->empty() || batch->size() > max_fuzzed_batch) std::abort();
  for (const auto& each : *batch) repeat(in, each);
}

}  // namespace moim::test
