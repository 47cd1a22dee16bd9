#include "domain/declare/expects.hpp"

#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>

namespace moim {
namespace {

/// What a process that expects `holds` prints, and the signal that ends it; 0: none does.
std::pair<std::string, int> expecting(bool holds) {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  auto child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    // Catch would report the signal as a failure of this test.
    std::signal(SIGABRT, SIG_DFL);
    dup2(ends[1], STDERR_FILENO);
    expects(holds);
    _exit(0);
  }
  close(ends[1]);
  std::string printed;
  std::array<char, 256> buffer{};
  for (ssize_t got = 0; (got = read(ends[0], buffer.data(), buffer.size())) > 0;)
    printed.append(buffer.data(), static_cast<std::size_t>(got));
  close(ends[0]);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  return {printed, WIFSIGNALED(status) ? WTERMSIG(status) : 0};
}

TEST_CASE("a broken expectation is printed with its place and ends the process, in release too") {
  auto [printed, signal] = expecting(false);
  CHECK(signal == SIGABRT);
  CHECK(printed.find("expected holds at ") != std::string::npos);
  CHECK(printed.find("declare/expects.cpp:") != std::string::npos);
}

TEST_CASE("an expectation that holds costs nothing and says nothing") {
  auto [printed, signal] = expecting(true);
  CHECK(signal == 0);
  CHECK(printed.empty());
}

TEST_CASE("while somebody watches, a broken expectation is told and thrown") {
  std::string told;
  {
    expectation_watch outer{[&](const std::string&) { told = "the outer one's"; }};
    expectation_watch inner{[&](const std::string& what) { told = what; }};
    CHECK_THROWS_AS(expects(told.size() == 1), broken_expectation);
    CHECK(told.starts_with("told.size() == 1 at "));
  }
  CHECK(expecting(false).second == SIGABRT);
}

}  // namespace
}  // namespace moim
