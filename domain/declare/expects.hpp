#pragma once

#include <functional>
#include <stdexcept>
#include <string>

/// States what must hold, where a comment would say "never". It stays on in release builds: a violation is a
/// bug, and a process that went on would store its consequences. Conditions cost next to nothing and have no
/// side effects. What a caller, a client or a disk can cause is no bug: use a `result` for that.
///
///     expects(group.size() <= max_tickets);
///
/// A macro, so that the condition can be printed as it is written.
#define expects(...) \
  ((__VA_ARGS__) ? void() : ::moim::end_by_broken_expectation(#__VA_ARGS__, __FILE__, static_cast<unsigned>(__LINE__)))

namespace moim {

/// Prints `moim: a bug: expected CONDITION at FILE:LINE` to stderr and aborts the process, or does what the thread's
/// `expectation_watch` says.
[[noreturn]] void end_by_broken_expectation(const char* condition, const char* file, unsigned line);

/// What a broken expectation throws while somebody watches.
struct broken_expectation : std::logic_error {
  using std::logic_error::logic_error;
};

/// While it lives, a broken expectation on its thread is reported and thrown, and the process goes on. So the
/// simulator can name the seed instead of dying with it.
class expectation_watch {
 public:
  using listener = std::function<void(const std::string&)>;

  explicit expectation_watch(listener told);
  ~expectation_watch();
  expectation_watch(const expectation_watch&) = delete;
  expectation_watch& operator=(const expectation_watch&) = delete;

 private:
  listener told_;
  const listener* before_;
};

}  // namespace moim
