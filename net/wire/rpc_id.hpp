#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace moim {

/// The id `null`: a request may have it, and an answer does if its request's id could not be read.
struct null_id {
  bool operator==(const null_id&) const = default;
};

/// The id of a JSON-RPC request, chosen by the client and sent back as it was: an integer of 64 bits, a text of at most
/// `max_rpc_id_bytes` bytes, another finite number, or null.
using rpc_id = std::variant<std::int64_t, std::string, double, null_id>;
inline constexpr std::size_t max_rpc_id_bytes = 64;

}  // namespace moim
