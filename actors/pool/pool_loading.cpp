#include "actors/pool/pool_loading.hpp"

namespace moim {

tl::expected<bool, store::unreadable> pool_loading::step() {
  constexpr std::size_t slices_a_step = 4;
  for (std::size_t i = 0; i < slices_a_step && read_ < slices_.size(); ++i)
    if (auto failed = read(std::move(slices_[read_++]))) return tl::unexpected{*failed};
  return read_ == slices_.size() && restoring_->step();
}

std::optional<store::unreadable> pool_loading::read(store::snapshot_slice slice) {
  if (slice.index == 0) {
    auto base = store::decode_stored<matcher_base>(slice.bytes);
    if (!base) return base.error();
    restoring_.emplace(std::move(*base), slice.as_of);
  } else if (slice.index < matcher_slices) {
    auto part = store::decode_stored<matcher_part>(slice.bytes);
    if (!part) return part.error();
    restoring_->add(slice.index - 1, std::move(*part), slice.as_of);
  }
  return std::nullopt;
}

}  // namespace moim
