#pragma once

#include "net/instant.hpp"
#include "net/session/pending_calls.hpp"
#include "net/session/send_queue.hpp"
#include "net/websocket/frame.hpp"
#include "net/wire/codec.hpp"

namespace moim {

/// What one client is told: encoded, counted in the metrics, framed, and queued. What it asked for is always queued: it
/// is asked for no faster than it is read (`session_limits::answers_ahead_bytes`). Pushes are queued while there is
/// room.
class reply_writer {
 public:
  reply_writer(session_services& shared, encoding in) : shared_{shared}, encoding_{in} {}

  /// A notification is counted and not answered. What belongs to a batch is kept until all of it is there.
  void tell(const asked& what, const result<method_answer>& answer, const instant& now);
  /// The same for a message of which no more is known than, perhaps, its id.
  void refuse(const asked& what, const error& why);
  void describe_methods(const asked& what);
  void pong(std::string_view payload);
  void ping() { append(websocket::opcode::ping, {}); }
  /// False if nothing was queued: the client reads too slowly for what it is told. One push more than the bound is let
  /// through, so that even a very large one reaches somebody who reads.
  [[nodiscard]] bool notify(const person_push& push);
  /// Whether there is room for another push, besides `held` bytes that are to be queued later.
  bool has_room(std::size_t held = 0) const { return queue_.pushed_bytes() + held < shared_.limits.max_outbox_bytes; }

  /// A batch that is to have so many answers; its number.
  std::uint32_t begin_batch(std::size_t answers) { return batches_.begin(answers); }
  void drop_batches() { batches_.clear(); }

  /// An answer that waits for others to be told first (`append_held`). Of a request with an id, in no batch.
  shared_frame frame_of(const asked& what, const result<method_answer>& answer, const instant& now);
  /// Queues a frame whatever waits already: it was held against the bound before.
  void append_held(const shared_frame& frame) { queue_.append(frame); }
  /// Queues a close frame. \param drop_rest gives up what waits: the reader would not get to a frame behind it
  void append_close(std::uint16_t code, std::string_view reason, bool drop_rest);
  /// Answers the client's own close frame with its code (RFC 6455, 5.5.1).
  void append_goodbye(std::string_view payload);

  encoding wire() const { return encoding_; }
  send_queue& queue() { return queue_; }
  const send_queue& queue() const { return queue_; }
  /// What waits to be written, and what waits for the rest of its batch.
  std::size_t bytes() const { return queue_.bytes() + batches_.bytes(); }
  /// Of that, what no other session holds, too.
  std::size_t own_bytes() const { return queue_.own_bytes() + batches_.bytes(); }

 private:
  void encode(const asked& what, const result<method_answer>& answer, const instant& now);
  void append_answer(const asked& what);
  void append_asked(websocket::opcode kind, std::string_view payload);
  void append(websocket::opcode kind, std::string_view payload);

  session_services& shared_;
  const encoding encoding_;
  send_queue queue_;
  open_batches batches_;
};

}  // namespace moim
