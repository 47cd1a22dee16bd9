#pragma once

#include <string>

namespace moim {

/// docs/protocol.md: how to speak with a server, for people. All tables and examples come from the declarations.
std::string protocol_page();

}  // namespace moim
