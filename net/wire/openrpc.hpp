#pragma once

#include <string>
#include <string_view>

namespace moim {

/// Where a server listens unless told otherwise.
inline constexpr std::string_view usual_address = "127.0.0.1:8080";

/// The OpenRPC 1.3 document (spec.open-rpc.org) of all methods, as JSON. `x-notifications` lists the pushes, `x-errors`
/// all errors. Of each method `x-caller` says who may call it, `x-decided-by` what decides it, and `x-error-codes` with
/// which `error.data.code` it may be refused.
const std::string& openrpc_document();

}  // namespace moim
