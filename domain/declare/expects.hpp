#pragma once

/// Says what cannot be otherwise, where a comment would say "never". It stays on in release: what is violated is a bug,
/// and a process that goes on with it would store it. Conditions cost nothing to speak of and have no side effects.
/// What a caller, a client or a disk can bring about is no bug: that is a `result`.
///
///     expects(group.size() <= max_tickets);
///
/// A macro, so that the condition can be printed as it is written.
#define expects(...) \
  ((__VA_ARGS__) ? void() : ::moim::end_by_broken_expectation(#__VA_ARGS__, __FILE__, static_cast<unsigned>(__LINE__)))

namespace moim {

/// Prints `moim: a bug: expected CONDITION at FILE:LINE` to stderr and aborts the process.
[[noreturn]] void end_by_broken_expectation(const char* condition, const char* file, unsigned line);

}  // namespace moim
