#pragma once

#include "actors/listing_publication.hpp"
#include "net/publication_frames.hpp"

namespace moim {

/// The frames of one change of a list: encoded when the first session needs one, and once for all that follow it in the
/// same encoding (rule 17).
class listing_frames {
 public:
  /// \param alive see `share_frame`
  listing_frames(const listing_publication& publication, std::size_t& alive)
      : publication_{publication}, alive_{alive} {}

  const shared_frame& of(encoding in) {
    auto& frame = frames_[static_cast<std::size_t>(in)];
    if (!frame)
      frame = std::visit([&](const auto& push) { return frame_of_push(in, push, alive_); }, publication_.push);
    return frame;
  }

 private:
  const listing_publication& publication_;
  std::size_t& alive_;
  std::array<shared_frame, enum_names(encoding{}).size()> frames_;
};

}  // namespace moim
