#pragma once

#include "net/instant.hpp"
#include "net/session/pending_calls.hpp"
#include "net/session/send_queue.hpp"
#include "net/websocket/frame.hpp"
#include "net/wire/codec.hpp"

namespace moim {

/// What one client is told: encoded, counted in the metrics, framed, and queued while the queue has room.
///
/// Where a function answers whether there was room, false means that nothing was queued: the client reads too slowly
/// for what it is told. One message more than the bound is let through, so that even a very large one reaches somebody
/// who reads.
class reply_writer {
 public:
  reply_writer(session_services& shared, encoding in) : shared_{shared}, encoding_{in} {}

  /// A notification is counted and not answered. What belongs to a batch is kept until all of it is there.
  [[nodiscard]] bool tell(const asked& what, const result<method_answer>& answer, const instant& now);
  /// The same for a message of which no more is known than, perhaps, its id.
  [[nodiscard]] bool refuse(const asked& what, const error& why);
  [[nodiscard]] bool describe_methods(const asked& what);
  [[nodiscard]] bool notify(const person_push& push);
  [[nodiscard]] bool append(websocket::opcode kind, std::string_view payload);

  /// A batch that is to have so many answers; its number.
  std::uint32_t begin_batch(std::size_t answers) { return batches_.begin(answers); }
  void drop_batches() { batches_.clear(); }

  /// An answer that waits for others to be told first (`append_held`). Of a request with an id, in no batch.
  shared_frame frame_of(const asked& what, const result<method_answer>& answer, const instant& now);
  /// Queues a frame whatever waits already: its bytes were held against the bound before.
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

 private:
  void encode(const asked& what, const result<method_answer>& answer, const instant& now);
  bool append_answer(const asked& what);
  bool append_message();

  session_services& shared_;
  const encoding encoding_;
  send_queue queue_;
  open_batches batches_;
};

}  // namespace moim
