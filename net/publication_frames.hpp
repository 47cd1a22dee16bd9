#pragma once

#include "net/message_frame.hpp"
#include "net/session/send_queue.hpp"
#include "net/wire/codec.hpp"

namespace moim {

/// The frames of one publication: encoded when the first session needs one, and once for all that see the same
/// (rule 17).
class publication_frames {
 public:
  /// \param alive see `share_frame`
  publication_frames(const room_publication& publication, std::size_t& alive)
      : publication_{publication}, alive_{alive} {}

  const shared_frame& of(audience who, encoding in) {
    auto& frame = frames_[static_cast<std::size_t>(who)][static_cast<std::size_t>(in)];
    if (frame) return frame;
    auto index = static_cast<std::size_t>(who);
    frame = publication_.reset ? make((*publication_.reset)[index], in) : make(publication_.seen_by[index], in);
    return frame;
  }

 private:
  template <class Push>
  shared_frame make(const Push& push, encoding in) const {
    std::string message;
    encode_push(in, push, message);
    std::string frame;
    websocket::append_frame(frame, message_opcode(in), message);
    return share_frame(std::move(frame), alive_);
  }

  const room_publication& publication_;
  std::size_t& alive_;
  std::array<std::array<shared_frame, enum_names(encoding{}).size()>, audience_count> frames_;
};

}  // namespace moim
