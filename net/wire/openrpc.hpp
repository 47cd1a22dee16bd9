#pragma once

#include <string>

namespace moim {

/// The OpenRPC 1.3 document (spec.open-rpc.org) of all methods, as JSON. `x-notifications` lists the pushes.
const std::string& openrpc_document();

}  // namespace moim
