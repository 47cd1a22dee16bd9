#include "sim/load/run/pacer.hpp"

#include <cmath>

namespace moim::load {

pacer pacer::closed(std::uint32_t people, std::uint32_t max_each, std::uint32_t max_all) {
  pacer made{people, 0};
  made.may_begin_ = max_all;
  for (std::uint32_t i = 0; i < max_each; ++i)
    for (person_number who = 0; who < people; ++who) made.line_.push_back(who);
  return made;
}

pacer pacer::open(std::uint32_t people, double rate_per_s, std::int64_t begin_ns, std::uint64_t seed) {
  pacer made{people, seed};
  made.mean_gap_ns_ = 1e9 / rate_per_s;
  made.due_ns_ = static_cast<double>(begin_ns) + made.random_.exponential(made.mean_gap_ns_);
  return made;
}

std::optional<pacer::turn> pacer::next(std::int64_t now) {
  if (is_dry()) return std::nullopt;
  if (mean_gap_ns_ > 0) {
    auto due = static_cast<std::int64_t>(due_ns_);
    if (due > now) return std::nullopt;
    due_ns_ += random_.exponential(mean_gap_ns_);
    return turn{random_.below(people_), due};
  }
  if (may_begin_ == 0 || line_.empty()) return std::nullopt;
  auto who = line_.front();
  line_.pop_front();
  --may_begin_;
  return turn{who, now};
}

std::optional<std::int64_t> pacer::next_due_ns() const {
  if (mean_gap_ns_ == 0 || is_dry()) return std::nullopt;
  return static_cast<std::int64_t>(due_ns_);
}

void pacer::finished(person_number who) {
  if (mean_gap_ns_ > 0) return;
  ++may_begin_;
  if (!retired_[who]) line_.push_back(who);
}

void pacer::retire(person_number who) {
  if (retired_[who]) return;
  retired_[who] = true;
  ++retired_count_;
}

}  // namespace moim::load
