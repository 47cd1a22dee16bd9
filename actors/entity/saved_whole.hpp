#pragma once

#include "store/log_store.hpp"
#include "store/storage_codec.hpp"

namespace moim {

/// The part of an entity's rules that says how its state is saved: as one slice.
template <class State>
struct saved_whole {
  using state = State;
  static constexpr std::uint32_t slices = 1;
  static std::string slice(const State& state, std::uint32_t) { return store::encode_stored(state); }
  static tl::expected<State, store::unreadable> restored(const std::vector<store::snapshot_slice>& slices) {
    return store::decode_stored<State>(slices.front().bytes);
  }
};

}  // namespace moim
