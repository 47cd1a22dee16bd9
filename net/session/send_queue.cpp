#include "net/session/send_queue.hpp"

#include <algorithm>

namespace moim {
namespace {

/// Copying a frame up to this size is cheaper than a piece of its own in every gathered write.
constexpr std::size_t max_copied_bytes = 512;
/// A string of frames longer than this is not appended to any more: growing it would move it.
constexpr std::size_t max_own_bytes = 16'384;
/// A connection with nothing to write keeps no more than this.
constexpr std::size_t max_kept_bytes = 512;

struct counted_frame {
  counted_frame(std::string frame, std::size_t& alive) : bytes{std::move(frame)}, alive_{alive} {
    alive_ += bytes.size();
  }
  counted_frame(const counted_frame&) = delete;
  counted_frame& operator=(const counted_frame&) = delete;
  ~counted_frame() { alive_ -= bytes.size(); }

  const std::string bytes;

 private:
  std::size_t& alive_;
};

}  // namespace

shared_frame share_frame(std::string frame, std::size_t& alive) {
  auto counted = std::make_shared<const counted_frame>(std::move(frame), alive);
  const auto* bytes = &counted->bytes;
  return {std::move(counted), bytes};
}

void send_queue::append(const shared_frame& frame) {
  if (frame->size() <= max_copied_bytes) {
    own_piece().append(*frame);
  } else {
    pieces_.push_back({{}, frame});
    shared_ += frame->size();
  }
  bytes_ += frame->size();
}

std::string& send_queue::own_piece() {
  if (pieces_.empty() || pieces_.back().shared || pieces_.back().own.size() >= max_own_bytes) pieces_.emplace_back();
  return pieces_.back().own;
}

std::size_t send_queue::pieces(std::span<std::string_view> into) const {
  std::size_t count = 0;
  for (auto i = first_; i < pieces_.size() && count < into.size(); ++i) {
    auto bytes = pieces_[i].view();
    if (i == first_) bytes.remove_prefix(written_);
    if (!bytes.empty()) into[count++] = bytes;
  }
  return count;
}

void send_queue::written(std::size_t count) {
  bytes_ -= count;
  asked_ = std::min(asked_, bytes_);
  if (bytes_ == 0) return reset();
  written_ += count;
  while (written_ >= pieces_[first_].view().size()) {
    written_ -= pieces_[first_].view().size();
    give_up(pieces_[first_++]);
  }
  // Writing in part again and again must not let the pieces that are gone pile up.
  if (first_ > 64 && first_ * 2 > pieces_.size()) {
    pieces_.erase(pieces_.begin(), pieces_.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
  }
}

void send_queue::drop_unwritten() {
  if (bytes_ == 0) return;
  auto keep = first_ + (written_ > 0 ? 1 : 0);
  for (auto i = keep; i < pieces_.size(); ++i) give_up(pieces_[i]);
  pieces_.resize(keep);
  bytes_ = written_ > 0 ? pieces_[first_].view().size() - written_ : 0;
  asked_ = std::min(asked_, bytes_);
  if (bytes_ == 0) reset();
}

void send_queue::give_up(piece& gone) {
  if (gone.shared) shared_ -= gone.shared->size();
  gone = {};
}

void send_queue::reset() {
  bytes_ = asked_ = shared_ = written_ = first_ = 0;
  bool reusable = !pieces_.empty() && !pieces_.front().shared && pieces_.front().own.capacity() <= max_kept_bytes;
  pieces_.resize(reusable ? 1 : 0);
  if (reusable)
    pieces_.front().own.clear();
  else
    pieces_.shrink_to_fit();
}

}  // namespace moim
