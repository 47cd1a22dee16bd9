#pragma once

#include "domain/matching/matcher/matcher_restoring.hpp"
#include "store/log_store.hpp"
#include "store/storage_codec.hpp"

namespace moim {

/// A pool's slices on their way into memory: read some at a time, then put into places step by step.
class pool_loading {
 public:
  /// \param slices all of them, in the order of `index`: the base first
  explicit pool_loading(std::vector<store::snapshot_slice> slices) : slices_(std::move(slices)) {}

  /// Some milliseconds of the work. True once there is nothing left of it.
  tl::expected<bool, store::unreadable> step();
  matcher take() { return restoring_->take(); }

 private:
  std::optional<store::unreadable> read(store::snapshot_slice slice);

  std::vector<store::snapshot_slice> slices_;
  std::size_t read_ = 0;
  std::optional<matcher_restoring> restoring_;
};

}  // namespace moim
