#include "domain/declare/expects.hpp"

#include <cstdio>
#include <cstdlib>
#include <utility>

namespace moim {
namespace {

thread_local const expectation_watch::listener* watching = nullptr;

}  // namespace

expectation_watch::expectation_watch(listener told)
    : told_(std::move(told)), before_(std::exchange(watching, &told_)) {}

expectation_watch::~expectation_watch() { watching = before_; }

void end_by_broken_expectation(const char* condition, const char* file, unsigned line) {
  if (watching) {
    auto what = std::string{condition} + " at " + file + ":" + std::to_string(line);
    (*watching)(what);
    throw broken_expectation{what};
  }
  std::fprintf(stderr, "moim: a bug: expected %s at %s:%u\n", condition, file, line);
  std::abort();
}

}  // namespace moim
