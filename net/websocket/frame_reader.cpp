#include "net/websocket/frame_reader.hpp"

#include <simdjson.h>

#include <cstring>

namespace moim::websocket {
namespace {

std::uint64_t big_endian(const char* bytes, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

bool is_known(unsigned kind) { return kind <= 2 || (kind >= 8 && kind <= 10); }

bool is_utf8(std::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); }

std::uint16_t why_not_close(std::string_view payload) {
  if (payload.empty()) return 0;
  if (payload.size() == 1) return status_protocol_error;
  if (!may_be_sent(static_cast<std::uint16_t>(big_endian(payload.data(), 2)))) return status_protocol_error;
  return is_utf8(payload.substr(2)) ? 0 : status_invalid_payload;
}

}  // namespace

void frame_reader::feed(std::span<char> bytes) {
  if (failure_ != 0) return;
  if (kept_.empty()) {
    unread_ = bytes;
    return;
  }
  kept_.append(bytes.data(), bytes.size());
  unread_ = kept_;
}

std::optional<incoming> frame_reader::next() {
  if (joined_) {
    std::string{}.swap(fragments_);
    joined_ = false;
  }
  while (failure_ == 0) {
    auto frame = read_header();
    if (failure_ != 0) break;
    if (!frame || unread_.size() - frame->bytes < frame->size) {
      keep_rest();
      break;
    }
    auto payload = unread_.subspan(frame->bytes, frame->size);
    if (reads_ == end::server) apply_mask(payload.data(), payload.size(), frame->mask);
    unread_ = unread_.subspan(frame->bytes + frame->size);
    if (auto whole = complete(*frame, {payload.data(), payload.size()})) return whole;
  }
  return std::nullopt;
}

std::optional<frame_reader::header> frame_reader::read_header() {
  if (unread_.size() < 2) return std::nullopt;
  auto first = static_cast<unsigned char>(unread_[0]);
  auto second = static_cast<unsigned char>(unread_[1]);
  bool masked = (second & 0x80) != 0;
  // Reserved bits belong to extensions, and none is agreed on.
  if ((first & 0x70) != 0 || !is_known(first & 0x0f) || masked != (reads_ == end::server)) {
    fail(status_protocol_error);
    return std::nullopt;
  }
  header frame{static_cast<opcode>(first & 0x0f), (first & 0x80) != 0, second & 0x7fu, 2, 0};
  if (frame.size >= 126) {
    std::size_t length_bytes = frame.size == 126 ? 2 : 8;
    if (unread_.size() < 2 + length_bytes) return std::nullopt;
    auto length = big_endian(unread_.data() + 2, length_bytes);
    // The shortest form is a must (RFC 6455, 5.2).
    if (length < (length_bytes == 2 ? 126u : 0x10000u) || length >> 63 != 0) {
      fail(status_protocol_error);
      return std::nullopt;
    }
    frame.size = length;
    frame.bytes += length_bytes;
  }
  if (!acceptable(frame)) return std::nullopt;
  if (masked) {
    if (unread_.size() < frame.bytes + 4) return std::nullopt;
    std::memcpy(&frame.mask, unread_.data() + frame.bytes, 4);
    frame.bytes += 4;
  }
  return frame;
}

/// Judged by the header alone, before anything of the frame is kept.
bool frame_reader::acceptable(const header& frame) {
  if (is_control(frame.kind)) {
    if (!frame.final || frame.size > max_control_bytes) fail(status_protocol_error);
  } else {
    bool continues = frame.kind == opcode::continuation;
    if (continues != (fragmented_ != opcode::continuation)) fail(status_protocol_error);
    // The part that is there already counts.
    else if (frame.size > bound_ - fragments_.size())
      fail(status_too_big);
  }
  return failure_ == 0;
}

std::optional<incoming> frame_reader::complete(const header& frame, std::string_view payload) {
  if (is_control(frame.kind)) {
    if (frame.kind == opcode::close)
      if (auto status = why_not_close(payload)) return fail(status);
    return incoming{frame.kind, payload};
  }
  auto kind = frame.kind == opcode::continuation ? fragmented_ : frame.kind;
  if (!frame.final || frame.kind == opcode::continuation) {
    fragments_.append(payload);
    fragmented_ = kind;
    if (!frame.final) return std::nullopt;
    payload = fragments_;
    fragmented_ = opcode::continuation;
    joined_ = true;
  }
  if (kind == opcode::text && !is_utf8(payload)) return fail(status_invalid_payload);
  return incoming{kind, payload};
}

std::optional<incoming> frame_reader::fail(std::uint16_t status) {
  failure_ = status;
  unread_ = {};
  std::string{}.swap(kept_);
  std::string{}.swap(fragments_);
  return std::nullopt;
}

void frame_reader::keep_rest() {
  if (unread_.empty()) {
    // A connection between messages holds no buffer.
    std::string{}.swap(kept_);
  } else if (kept_.empty()) {
    kept_.assign(unread_.data(), unread_.size());
  } else {
    kept_.erase(0, kept_.size() - unread_.size());
  }
  unread_ = {};
}

}  // namespace moim::websocket
