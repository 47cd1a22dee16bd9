#pragma once

#include <caf/error.hpp>
#include <spdlog/spdlog.h>

#include <cstdlib>
#include <exception>

namespace moim {

/// For actors that a node cannot do without (the timekeeper, the directory), and for what nothing else catches: an
/// exception ends the process, and its supervisor starts it again. An actor that just ended would leave everybody
/// waiting for ever.
inline caf::error end_process(std::exception_ptr& bug) {
  try {
    std::rethrow_exception(bug);
  } catch (const std::exception& thrown) {
    spdlog::critical("an exception that nothing can answer for: {}. This is a bug of moimd's: it ends now.",
                     thrown.what());
  } catch (...) {
    spdlog::critical("an exception that nothing can answer for. This is a bug of moimd's: it ends now.");
  }
  spdlog::default_logger()->flush();
  std::abort();
}

}  // namespace moim
