#include "net/session/open_batches.hpp"

#include <algorithm>

namespace moim {

std::uint32_t open_batches::begin(std::size_t answers) {
  // 0 is no batch's number, also after four billion.
  if (++last_ == 0) ++last_;
  if (answers > 0) batches_.push_back({last_, answers, std::vector<std::string>(answers)});
  return last_;
}

std::optional<std::vector<std::string>> open_batches::add(const batch_place& place, std::string_view answer) {
  auto found =
      std::find_if(batches_.begin(), batches_.end(), [&](const batch& each) { return each.number == place.batch; });
  found->answers[place.index] = answer;
  bytes_ += answer.size();
  if (--found->missing > 0) return std::nullopt;
  auto all = std::move(found->answers);
  batches_.erase(found);
  for (const auto& each : all) bytes_ -= each.size();
  return all;
}

void open_batches::clear() {
  std::vector<batch>{}.swap(batches_);
  bytes_ = 0;
}

}  // namespace moim
