#include "net/session/pending_calls.hpp"

#include <algorithm>

namespace moim {
namespace {

bool is_request(call_role role) { return role != call_role::resume && role != call_role::badge; }

}  // namespace

reply_address pending_calls::add(pending_call call) {
  call.number = ++last_;
  if (is_request(call.role)) ++in_flight_;
  if (call.reads) ++reads_;
  calls_.push_back(std::move(call));
  ++shared_.in_flight;
  shared_.metrics.requests_in_flight().add();
  return {&shared_.self, session_, last_};
}

std::optional<pending_call> pending_calls::take(request_number number) {
  auto found = std::lower_bound(calls_.begin(), calls_.end(), number,
                                [](const pending_call& each, request_number wanted) { return each.number < wanted; });
  if (found == calls_.end() || found->number != number) return std::nullopt;
  auto call = std::move(*found);
  calls_.erase(found);
  if (is_request(call.role)) --in_flight_;
  if (call.reads) --reads_;
  return call;
}

void pending_calls::clear() {
  std::vector<pending_call>{}.swap(calls_);
  in_flight_ = reads_ = 0;
}

}  // namespace moim
