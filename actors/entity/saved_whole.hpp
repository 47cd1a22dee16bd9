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
  /// In one step.
  class loading {
   public:
    explicit loading(const std::vector<store::snapshot_slice>& slices)
        : read_(store::decode_stored<State>(slices.front().bytes)) {}
    tl::expected<bool, store::unreadable> step() {
      if (!read_) return tl::unexpected{read_.error()};
      return true;
    }
    State take() { return std::move(*read_); }

   private:
    tl::expected<State, store::unreadable> read_;
  };
};

}  // namespace moim
