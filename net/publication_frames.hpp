#pragma once

#include "net/message_frame.hpp"
#include "net/session/send_queue.hpp"
#include "net/wire/codec.hpp"

namespace moim {

/// A push as a frame that many sessions share. \param alive see `share_frame`
template <class Push>
shared_frame frame_of_push(encoding in, const Push& push, std::size_t& alive) {
  std::string message;
  encode_push(in, push, message);
  std::string frame;
  websocket::append_frame(frame, message_opcode(in), message);
  return share_frame(std::move(frame), alive);
}

/// The frames of one publication: encoded when the first session needs one, and once for all that see the same
/// (rule 17).
class publication_frames {
 public:
  /// \param alive see `share_frame`
  publication_frames(const publication& what, std::size_t& alive) : what_{what}, alive_{alive} {}

  const shared_frame& of(audience who, encoding in) {
    auto text = what_.text_for(who);
    auto& frame = frames_[text][static_cast<std::size_t>(in)];
    if (!frame)
      frame = std::visit([&](const auto& each) { return frame_of_push(in, each, alive_); }, what_.texts[text]);
    return frame;
  }

 private:
  const publication& what_;
  std::size_t& alive_;
  std::array<std::array<shared_frame, enum_names(encoding{}).size()>, audience_count> frames_;
};

}  // namespace moim
