#pragma once

#include <string>

namespace moim {

/// The OpenRPC 1.3 document (spec.open-rpc.org) of all methods, as JSON. `x-notifications` lists the pushes.
/// Of each method `x-caller` says who may call it, and `x-decided-by` what decides it.
const std::string& openrpc_document();

}  // namespace moim
