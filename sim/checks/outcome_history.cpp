#include "sim/checks/outcome_history.hpp"

namespace moim::sim {

bool is_final(errc refusal) {
  switch (describe(refusal).group) {
    case error_group::room:
    case error_group::matching:
    case error_group::protocol:
      return refusal != errc::internal;
    case error_group::chat:
      return refusal != errc::too_fast;
    case error_group::request_key:
      return refusal == errc::key_reused;
    default:
      return false;
  }
}

std::optional<std::string> outcome_history::add(const heard_outcome& answer, bool told_before) {
  if (answer) {
    if (!done_) done_ = *answer;
    if (*done_ == *answer) return std::nullopt;
    return "one key was answered " + to_text(heard_outcome{*done_}) + " and then " + to_text(answer);
  }
  if (answer.error().code == errc::key_reused)
    return "a key was refused as key_reused that was sent with one request only";
  if (done_ && told_before && is_final(answer.error().code))
    return "one key was answered " + to_text(heard_outcome{*done_}) + ", and sent again, " + to_text(answer);
  return std::nullopt;
}

std::string to_text(const heard_outcome& answer) {
  if (!answer) return "refused: " + std::string{describe(answer.error().code).name};
  if (const auto* seat = std::get_if<seat_given>(&*answer)) return "seat " + std::to_string(seat->seat);
  if (const auto* opened = std::get_if<room_opened>(&*answer)) return "opened " + moim::to_text(opened->room);
  return "done";
}

}  // namespace moim::sim
