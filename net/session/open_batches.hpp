#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace moim {

/// Where in which batch an answer belongs.
struct batch_place {
  /// 0: the request came alone.
  std::uint32_t batch = 0;
  /// Among the batch's answers, from 0.
  std::uint32_t index = 0;
};

/// The batches of one session that are not answered yet. Their answers are told together, as one message: those that
/// are there wait for the rest.
class open_batches {
 public:
  /// Begins a batch that is to have so many answers; its number, never 0. One that is to have none is over.
  std::uint32_t begin(std::size_t answers);
  /// Keeps an encoded answer in its place. The last one that is missing ends the batch: then all its answers, in the
  /// order of their places; nothing otherwise.
  std::optional<std::vector<std::string>> add(const batch_place& place, std::string_view answer);
  /// Gives up all of them.
  void clear();

  /// Of all answers that wait.
  std::size_t bytes() const { return bytes_; }

 private:
  struct batch {
    std::uint32_t number = 0;
    std::size_t missing = 0;
    std::vector<std::string> answers;
  };

  std::vector<batch> batches_;  // each has a call that is in flight, but the one that is being read
  std::uint32_t last_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace moim
