#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace moim::load {

/// Why so many connections cannot be open at once, and what to do; nothing: they can.
/// \param descriptors how many files this process may have open
/// \param own_server whether the server is a child of this process, which has the same limit and a store to keep
std::optional<std::string> why_too_few_descriptors(std::size_t connections, std::size_t descriptors, bool own_server);

}  // namespace moim::load
