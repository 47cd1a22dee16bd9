#include "domain/declare/expects.hpp"

#include <cstdio>
#include <cstdlib>

namespace moim {

void end_by_broken_expectation(const char* condition, const char* file, unsigned line) {
  std::fprintf(stderr, "moim: a bug: expected %s at %s:%u\n", condition, file, line);
  std::abort();
}

}  // namespace moim
