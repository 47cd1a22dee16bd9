#pragma once

#include "net/websocket/frame.hpp"

#include <optional>
#include <span>

namespace moim::websocket {

/// Which end reads: clients mask what they send, servers do not (RFC 6455, 5.1).
enum class end : std::uint8_t { server, client };

/// A whole message or control frame. `payload` lives until the next call of the reader.
struct incoming {
  opcode kind{};
  std::string_view payload;
};

/// Cuts a stream of bytes into messages and control frames.
///
///   reader.feed(bytes);
///   while (auto each = reader.next()) …
///   if (reader.failure()) …
///
/// Frames that lie whole in the bytes are unmasked in place and not copied. Holds no more than one message and what was
/// fed and not read, and nothing between messages.
class frame_reader {
 public:
  frame_reader(end reads, std::size_t max_message_bytes) : bound_{max_message_bytes}, reads_{reads} {}

  /// More bytes. They are changed in place, and must stay until `next` has returned nothing.
  void feed(std::span<char> bytes);

  /// The next message (text is well-formed UTF-8; fragments are joined) or control frame; nothing: feed more.
  std::optional<incoming> next();
  /// Keeps what is not read yet of the bytes that were fed; they need not stay any longer. It comes again from `next`
  /// after the next `feed`, which may be of nothing.
  void keep_rest();

  /// The status code with which the stream must be closed; 0 while all is well. After a failure nothing is read.
  std::uint16_t failure() const { return failure_; }

 private:
  struct header {
    opcode kind{};
    bool final = false;
    std::size_t size = 0;
    std::size_t bytes = 0;
    std::uint32_t mask = 0;
  };
  std::optional<header> read_header();
  bool acceptable(const header& frame);
  std::optional<incoming> complete(const header& frame, std::string_view payload);
  std::optional<incoming> fail(std::uint16_t status);

  std::span<char> unread_;
  std::string kept_;       // an incomplete frame; `unread_` points into it
  std::string fragments_;  // the message so far, while it comes in fragments
  std::size_t bound_;
  opcode fragmented_ = opcode::continuation;  // what `fragments_` is; `continuation` if there is none
  bool joined_ = false;                       // `fragments_` was handed out and goes with the next call
  end reads_;
  std::uint16_t failure_ = 0;
};

}  // namespace moim::websocket
