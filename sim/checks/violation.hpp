#pragma once

#include "domain/declare/ids.hpp"

#include <optional>
#include <string>
#include <vector>

namespace moim::sim {

/// A promise that was broken: which, in which room if it is about one, and what was seen.
struct violation {
  std::string promise;
  std::string what;
  room_id room{};
};

/// Where checks put what they find: the first hundred, and how many there were. What follows the first is mostly its
/// consequence.
class verdict {
 public:
  static constexpr std::size_t max_kept = 100;

  void broken(std::string promise, std::string what) { add({std::move(promise), std::move(what), {}}); }
  void broken(std::string promise, const room_id& room, std::string what) {
    add({std::move(promise), moim::to_text(room) + ": " + std::move(what), room});
  }

  bool is_clean() const { return count_ == 0; }
  const std::optional<violation>& first() const { return first_; }
  const std::vector<violation>& found() const { return found_; }
  std::uint64_t count() const { return count_; }

 private:
  void add(violation seen) {
    ++count_;
    if (!first_) first_ = seen;
    if (found_.size() < max_kept) found_.push_back(std::move(seen));
  }

  std::optional<violation> first_;
  std::vector<violation> found_;
  std::uint64_t count_ = 0;
};

}  // namespace moim::sim
