#pragma once

#include <optional>
#include <string>

namespace moim::sim {

/// A promise that was broken: which, of what, and what was seen.
struct violation {
  std::string promise;
  std::string what;
};

/// Keeps the first violation; what follows it is mostly its consequence.
class verdict {
 public:
  void broken(std::string promise, std::string what) {
    if (!first_) first_ = violation{std::move(promise), std::move(what)};
  }
  const std::optional<violation>& first() const { return first_; }

 private:
  std::optional<violation> first_;
};

}  // namespace moim::sim
