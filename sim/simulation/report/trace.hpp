#pragma once

#include "domain/declare/ids.hpp"
#include "domain/declare/time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <deque>
#include <string>
#include <vector>

namespace moim::sim {

/// When every run begins: 2026-01-01 00:00 UTC; what matters is that it never changes.
inline constexpr time_ms began_at_ms = 1'767'225'600'000;

/// The story of a run: a hash over all of it, its last lines for the report of a failure, and, if asked for, every
/// line.
class trace {
 public:
  static constexpr std::size_t kept_lines = 4'000;
  static constexpr std::size_t told_lines = 40;

  explicit trace(std::FILE* out = nullptr) : out_(out) {}

  template <class... Args>
  void line(time_ms now, fmt::format_string<Args...> format, Args&&... args) {
    text_.clear();
    auto passed = now - began_at_ms;
    fmt::format_to(std::back_inserter(text_), "{:>4}.{:03} ", passed / second_ms, passed % second_ms);
    fmt::format_to(std::back_inserter(text_), format, std::forward<Args>(args)...);
    hash(text_);
    if (out_) fmt::print(out_, "{}\n", text_);
    last_.push_back(text_);
    if (last_.size() > kept_lines) last_.pop_front();
  }

  /// What is too much for a line goes into the hash alone.
  void hash(std::string_view bytes) {
    for (char c : bytes) hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  }
  void hash(std::uint64_t number) { hash_ = mix64(hash_ ^ number); }

  std::uint64_t digest() const { return hash_; }
  /// The newest lines, the oldest first.
  std::vector<std::string> last() const { return last_of({""}); }
  /// The newest of the lines that name one of these.
  std::vector<std::string> last_of(const std::vector<std::string>& names) const {
    std::vector<std::string> told;
    for (auto line = last_.rbegin(); line != last_.rend() && told.size() < told_lines; ++line)
      if (std::any_of(names.begin(), names.end(),
                      [&](const auto& each) { return line->find(each) != std::string::npos; }))
        told.push_back(*line);
    std::reverse(told.begin(), told.end());
    return told;
  }

 private:
  std::FILE* out_;
  std::string text_;
  std::deque<std::string> last_;
  std::uint64_t hash_ = 0xcbf29ce484222325ULL;
};

/// The ids of rooms and people that a text names.
std::vector<std::string> ids_in(const std::string& text);

}  // namespace moim::sim
