#pragma once

#include "domain/declare/time.hpp"
#include "net/http/request_reader.hpp"
#include "net/http/response.hpp"

namespace moim::http {

/// How long a client of plain HTTP may take.
struct exchange_times {
  /// For a request, from its first byte (of the first one: from the connection's beginning) to its last.
  time_ms request_ms = 10 * second_ms;
  /// To read an answer, from the request's last byte on.
  time_ms answer_ms = 10 * second_ms;
  /// Between an answer and the next request. More than the minute for which proxies commonly keep a connection, so that
  /// it is the proxy that ends it.
  time_ms idle_ms = 75 * second_ms;
};

/// One connection's plain HTTP, as a pure state machine: bytes and time in; requests, bytes and a deadline out. There
/// is one answer at the most: while a request waits for its answer, or the answer for being read, nothing more is read,
/// so whoever does not read is not answered either. What is written or read does not move the deadline; only a request
/// that is whole, an answer that is written and a request's first byte do.
class exchange {
 public:
  /// `now` is by a steady clock, here and below.
  exchange(const exchange_times& times, time_ms now) : times_{times}, deadline_ms_{now + times.request_ms} {}

  /// Whether more bytes may come.
  bool wants_bytes() const { return step_ != step::answer && step_ != step::over; }
  /// More bytes, which are wanted; the request once it is whole: then `answer` or `hand_over` is next.
  std::optional<request> receive(std::string_view bytes, time_ms now);
  /// The status to `answer` with, instead, if the bytes are no request; 0 if they may be one.
  unsigned failure() const { return reader_.failure(); }

  /// After the answer another request may come if `keep_alive` and the client has not sent ahead: what it has it sends
  /// again on another connection.
  void answer(const response& with, bool keep_alive);
  /// The last answer, after which the connection is not HTTP any more. Returns what came behind the request.
  std::string hand_over(std::string answer);

  /// What is to be written.
  std::string_view output() const { return std::string_view{output_}.substr(written_); }
  void written(std::size_t bytes, time_ms now);
  /// Whether the last answer is written.
  bool is_over() const { return step_ == step::over; }
  /// When the client has had its time.
  time_ms deadline() const { return deadline_ms_; }
  /// Whether no request and no answer are under way.
  bool is_idle() const { return step_ == step::fresh || step_ == step::idle; }

 private:
  enum class step : std::uint8_t { fresh, idle, request, answer, over };

  exchange_times times_;
  time_ms deadline_ms_;
  step step_ = step::fresh;
  bool goes_on_ = true;
  bool asks_for_header_ = false;  // by HEAD
  request_reader reader_;
  std::string output_;
  std::size_t written_ = 0;
};

}  // namespace moim::http
