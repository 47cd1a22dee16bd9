#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>

namespace moim::load {

/// CPU time of a process since its start, user and kernel, all its threads; in nanoseconds, to a hundredth of a second.
/// Nothing if there is no such process.
std::optional<std::int64_t> cpu_ns_of(pid_t process);
/// The same of this process, to a microsecond.
std::int64_t own_cpu_ns();

}  // namespace moim::load
