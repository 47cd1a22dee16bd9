#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace moim {

/// The id of a JSON-RPC request, chosen by the client and sent back as it was: an integer of 64 bits or a text of at
/// most `max_rpc_id_bytes` bytes.
using rpc_id = std::variant<std::int64_t, std::string>;
inline constexpr std::size_t max_rpc_id_bytes = 64;

}  // namespace moim
