#pragma once

#include "app/options.hpp"

#include <string>
#include <vector>

namespace moim {

/// Lines for the log of a server that others than this machine's users can reach, or are let in by its options: what is
/// open to whom, and within which bounds. None if nothing is. The options go together.
std::vector<std::string> what_is_open(const server_options& options);

}  // namespace moim
