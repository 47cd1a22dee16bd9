#pragma once

#include "app/options.hpp"

#include <optional>
#include <string>
#include <vector>

namespace moim {

/// Lines for the log of a server that others than this machine's users can reach, or are let in by its options: what is
/// open to whom, and within which bounds. None if nothing is. The options go together.
std::vector<std::string> what_is_open(const server_options& options);

/// A warning if everybody is believed whose requests they hand on. The options go together.
std::optional<std::string> who_is_believed(const server_options& options);

/// A warning if what people say, their tokens above all, may be read on its way: others than this machine's users reach
/// the server, there is no TLS, and no proxy is named that could do it. The options go together.
std::optional<std::string> what_can_be_read(const server_options& options);

}  // namespace moim
