#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace moim {

/// The id of a JSON-RPC request, chosen by the client and sent back as it was: an integer of 64 bits or a text of at
/// most `rpc_id_bytes_most` bytes.
using rpc_id = std::variant<std::int64_t, std::string>;
inline constexpr std::size_t rpc_id_bytes_most = 64;

}  // namespace moim
