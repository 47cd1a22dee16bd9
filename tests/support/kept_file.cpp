#include "tests/support/kept_file.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <vector>

namespace moim::test {
namespace {

constexpr std::size_t max_lines_told = 40;

std::vector<std::string> sorted_lines(std::string_view text) {
  std::istringstream stream{std::string{text}};
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  std::sort(lines.begin(), lines.end());
  return lines;
}

/// Lines of `a` that are not in `b`, each behind `sign`.
std::string missing(const std::vector<std::string>& a, const std::vector<std::string>& b, std::string_view sign) {
  std::vector<std::string> only;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(only));
  std::string told;
  for (std::size_t at = 0; at < std::min(only.size(), max_lines_told); ++at)
    told += std::string{sign} + only[at] + "\n";
  return told;
}

}  // namespace

std::string differs_from_kept(std::string_view path, std::string_view text) {
  const std::string name{path};
  if (const char* write = std::getenv("MOIM_WRITE"); write && std::string_view{write} == "1") {
    std::ofstream file{name, std::ios::binary};
    file << text;
    return file.flush() ? "" : "cannot write " + name + "; run from the repository's root";
  }
  std::ifstream file{name, std::ios::binary};
  if (!file) return "cannot read " + name + "; run from the repository's root";
  const std::string kept{std::istreambuf_iterator<char>{file}, {}};
  if (kept == text) return "";
  auto before = sorted_lines(kept);
  auto now = sorted_lines(text);
  auto changes = missing(before, now, "- ") + missing(now, before, "+ ");
  if (changes.empty()) changes = "(the same lines in another order)\n";
  return name + " is not what the code says any more:\n" + changes +
         "If that is meant, run the same test with MOIM_WRITE=1 and commit the file.";
}

}  // namespace moim::test
