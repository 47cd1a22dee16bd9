#pragma once

#include "domain/declare/time.hpp"
#include "net/wire/encoding.hpp"

#include <cstddef>
#include <cstdint>

namespace moim {

/// The bounds of one session (P9), and of all sessions of one hub where it says so.
struct session_limits {
  std::size_t max_message_bytes = max_call_bytes;
  /// Unanswered requests of one session.
  std::size_t max_in_flight = 64;
  /// Requests of one batch; never more than `max_in_flight`.
  std::size_t max_batch_calls = 64;
  /// Unanswered requests of all sessions of a hub.
  std::size_t max_hub_in_flight = 16'384;
  /// Requests a second, for ever, and how many more at once after a pause.
  std::uint32_t requests_per_s = 1'000;
  std::uint32_t requests_burst = 2'000;
  /// The same of `ticket.explain`, which costs as much as a search.
  std::uint32_t explanations_per_s = 5;
  std::uint32_t explanations_burst = 10;
  /// The same of `room.find`: codes are not to be guessed.
  std::uint32_t codes_per_s = 1;
  std::uint32_t codes_burst = 10;
  /// Requests in a row that are refused as `rate_limited` before the session is closed.
  std::uint32_t max_rate_refusals = 10'000;
  /// Messages in a row that are no requests before the session is closed.
  std::uint32_t max_malformed = 100;
  /// Rooms that one person may create in an hour, over all their sessions.
  std::uint32_t max_rooms_per_hour = 120;
  /// Rooms that one session follows or is about to.
  std::size_t max_subscriptions = 256;
  /// Lists that one session follows or is about to.
  std::size_t max_listings = 4;
  /// Bytes of pushes that wait for a slow reader before it is closed. What a client asked for does not make it slow;
  /// but a batch whose answers have come to as many gets no other large one.
  std::size_t max_outbox_bytes = 1'048'576;
  /// A session takes requests while less than this waits for its client, `read_answer_bytes` for each read that is not
  /// answered yet included; all other requests wait unread, at last on the client's own side. So it reads four large
  /// rooms at a time, and what one session can make the server hold for it is this, the answers to one message more,
  /// and the pushes.
  std::size_t answers_ahead_bytes = 131'072;
  /// What a read is taken to be answered with: most say less, a page of 500 members in JSON is 28 KB.
  std::size_t read_answer_bytes = 32'768;
  /// Of all sessions of a hub: past it those that hold most are closed, and reads are refused.
  std::size_t max_hub_outbox_bytes = 268'435'456;

  /// How long a session may be open without saying who it is.
  time_ms authentication_ms = 10 * second_ms;
  /// After this long without a byte from the client it is pinged,
  time_ms ping_after_ms = 25 * second_ms;
  /// and closed after this long without an answer to that.
  time_ms pong_within_ms = 20 * second_ms;
  /// How long something may wait for a client that reads nothing at all, from when that was seen first; one that is not
  /// pinged is looked at every `ping_after_ms`.
  time_ms read_within_ms = 20 * second_ms;
  /// How long the client may take to answer a close frame.
  time_ms close_within_ms = 5 * second_ms;
  /// How long a client waits for an answer if it does not say (`timeout_ms`).
  time_ms call_timeout_ms = 10 * second_ms;
  /// What a refused request is told to wait.
  std::uint32_t retry_after_ms = 200;
};

}  // namespace moim
