#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace moim {

/// A frame that many outboxes share: encoded once, written to each.
using shared_frame = std::shared_ptr<const std::string>;

/// A frame to be shared; it counts in `alive` as long as somebody holds it.
shared_frame share_frame(std::string frame, std::size_t& alive);

/// What waits to be written to one connection: whole frames, in order.
class send_queue {
 public:
  /// Calls `build(std::string&)`, which appends whole frames.
  template <class Build>
  void append_built(Build&& build) {
    auto& out = own_piece();
    auto before = out.size();
    build(out);
    bytes_ += out.size() - before;
  }
  void append(const shared_frame& frame);
  /// The client has asked for the last `bytes` that were appended.
  void were_asked_for(std::size_t bytes) { asked_ += bytes; }

  std::size_t bytes() const { return bytes_; }
  /// What waits that nobody has asked for. Until all is written it may be more than this says: of what was written the
  /// pushes count first.
  std::size_t pushed_bytes() const { return bytes_ - asked_; }
  /// What no other queue holds, too.
  std::size_t own_bytes() const { return bytes_ > shared_ ? bytes_ - shared_ : 0; }
  bool empty() const { return bytes_ == 0; }

  /// What comes first, in up to `into.size()` pieces, for one gathered write; returns how many. They stay until the
  /// next change.
  std::size_t pieces(std::span<std::string_view> into) const;
  /// The first `count` bytes were written.
  void written(std::size_t count);
  /// Gives up what waits, all but the rest of a piece that was written in part: after that a frame can be appended.
  void drop_unwritten();

 private:
  /// Either bytes of its own, many frames in one string, or a shared frame.
  struct piece {
    std::string own;
    shared_frame shared;
    std::string_view view() const { return shared ? std::string_view{*shared} : std::string_view{own}; }
  };
  std::string& own_piece();
  void give_up(piece& gone);
  void reset();

  std::vector<piece> pieces_;
  std::size_t first_ = 0;    // the first piece that is not written
  std::size_t written_ = 0;  // bytes of it that are
  std::size_t bytes_ = 0;    // all that is not written
  std::size_t asked_ = 0;    // of it, what the client has asked for
  std::size_t shared_ = 0;   // of all shared frames here
};

}  // namespace moim
