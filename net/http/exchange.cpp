#include "net/http/exchange.hpp"

#include "domain/declare/expects.hpp"

#include <utility>

namespace moim::http {

std::optional<request> exchange::receive(std::string_view bytes, time_ms now) {
  expects(wants_bytes());
  // The first request has its time from the connection's beginning on.
  if (step_ == step::idle) deadline_ms_ = now + times_.request_ms;
  step_ = step::request;
  auto asked = reader_.feed(bytes);
  if (!asked && reader_.failure() == 0) return std::nullopt;
  step_ = step::answer;
  deadline_ms_ = now + times_.answer_ms;
  asks_for_header_ = asked && asked->method == "HEAD";
  return asked;
}

void exchange::answer(const response& with, bool keep_alive) {
  // Perhaps before there was a request.
  step_ = step::answer;
  goes_on_ = keep_alive && reader_.rest().empty();
  output_ = to_bytes(with, goes_on_, !asks_for_header_);
}

std::string exchange::hand_over(std::string answer) {
  step_ = step::answer;
  goes_on_ = false;
  output_ = std::move(answer);
  return std::string{reader_.rest()};
}

void exchange::written(std::size_t bytes, time_ms now) {
  written_ += bytes;
  if (written_ < output_.size()) return;
  // A large answer is not kept for the next one.
  output_ = {};
  written_ = 0;
  if (!goes_on_) {
    step_ = step::over;
    return;
  }
  reader_ = request_reader{};
  step_ = step::idle;
  deadline_ms_ = now + times_.idle_ms;
}

}  // namespace moim::http
