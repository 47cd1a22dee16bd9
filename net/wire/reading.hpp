#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace moim {

/// Requests are read strictly: every field known and within its bounds. What a server sends is read tolerantly.
enum class strictness : std::uint8_t { strict, tolerant };

/// One attempt to read a declared value, and what was wrong with it.
class reading {
 public:
  explicit reading(strictness how) : how_(how) {}
  bool strict() const { return how_ == strictness::strict; }

  /// Always false. `what` goes on after the name of the place: `must be true or false`.
  bool fail(std::string what) {
    what_ = std::move(what);
    return false;
  }
  /// Always false: the failure lies in a field or an entry of the value that is being read.
  bool fail_within(std::string_view name) {
    path_ = std::string{name} + (path_.empty() || path_.front() == '[' ? "" : ".") + path_;
    return false;
  }
  /// `rooms[2].room must be an id`
  std::string text() const { return (path_.empty() ? "params" : "`" + path_ + "`") + " " + what_; }

 private:
  strictness how_;
  std::string path_;
  std::string what_;
};

}  // namespace moim
