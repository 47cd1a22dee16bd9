#pragma once

#include "actors/entity/entity.hpp"

/// What a bug costs (decision 23): after an exception in its code an entity drops everything in memory, since it may be
/// half done. It answers whoever waits, and reads the log again, which holds only whole commits.
namespace moim {

/// Exceptions no further apart than this count as in a row.
inline constexpr time_ms failures_in_a_row_ms = minute_ms;
inline constexpr time_ms failed_longest_ms = minute_ms;

/// Counts the call, so that an answer from before an exception is not taken for a later append's.
template <class Rules>
void entity<Rules>::send(store::append_request append) {
  port_.append(std::move(append));
  ++store_calls_;
}

template <class Rules>
void entity<Rules>::on_exception(const std::string& what) noexcept {
  bool resolves = stage_ == stage::resolving || stage_ == stage::fencing ||
                  (stage_ == stage::pausing && after_pause_ == task::resolve);
  bool may_have_landed = resolves || stage_ == stage::appending;
  if (resolves) metrics_.unknown_open().subtract();
  auto now = port_.machine_now();
  if (now - failed_at_ > failures_in_a_row_ms) failures_ = 0;
  failed_at_ = now;
  // The first time it is loaded as soon as somebody wants it.
  constexpr time_ms first_ms = 100;
  auto rest_ms = failures_ == 0 ? 0 : std::min(failed_longest_ms, first_ms << std::min(failures_, 16u));
  ++failures_;
  failed_until_ = now + rest_ms;
  metrics_.failures(id_.type).add();
  port_.report_failure(what, rest_ms);
  error why{errc::internal, {}, static_cast<std::uint32_t>(rest_ms + first_ms)};
  stage_ = stage::failed;
  refuse_all(why, may_have_landed);
  drop_everything();
  try {
    on_failed(why);
  } catch (const std::exception& second) {
    port_.report_failure(second.what(), rest_ms);
  }
  wake_up_over();
  tick_by(failed_until_ + 1);
}

/// Refuses each item exactly once, even if the refusal of another one throws.
template <class Rules>
void entity<Rules>::refuse_all(const error& why, bool may_have_landed) {
  metrics_.waiting().subtract(static_cast<std::int64_t>(batch_.size() + waiting_.size()));
  auto refuse_each = [&](std::deque<item_type> items, std::size_t from, bool unknown) {
    for (auto i = from; i < items.size(); ++i) {
      try {
        refuse(items[i], unknown && items[i].changes() ? error{errc::outcome_unknown} : why);
      } catch (const std::exception& second) {
        port_.report_failure(second.what(), 0);
      }
    }
  };
  refuse_each(std::exchange(batch_, {}), std::exchange(answered_, 0), may_have_landed);
  deliveries_waiting_ = 0;
  refuse_each(std::exchange(waiting_, {}), 0, false);
}

template <class Rules>
void entity<Rules>::drop_everything() {
  round_ = {};
  draft_.reset();
  draft_is_stale_ = true;
  state_ = {};
  head_ = {};
  at_least_ = 0;
  unfit_.clear();
  loading_.reset();
  read_with_slices_ = {};
  wake_ = wake_plan{port_.is_shared()};
  snapshot_ = snapshot_plan{Rules::slices};
  replays_ = pauses_ = refusals_ = 0;
  held_off_until_ = 0;
  commit_asked_ = assumed_new_ = without_snapshot_ = false;
  // Followers may have missed what was committed: they get the state as it is once it is loaded.
  forked_ = true;
}

/// Leaves `failed` if its time is over; true if it did.
template <class Rules>
bool entity<Rules>::recover() {
  if (stage_ != stage::failed || store_calls_ > 0 || port_.machine_now() < failed_until_) return false;
  stage_ = stage::unloaded;
  return true;
}

template <class Rules>
void entity<Rules>::recover_for_others() {
  if (recover() && (is_needed() || is_followed())) load();
}

}  // namespace moim
