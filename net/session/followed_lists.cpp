#include "net/session/followed_lists.hpp"

#include <algorithm>

namespace moim {
namespace {

void let_go_of_list(session_services& shared, listing_number listing) {
  shared.messages.push_back(unfollow_listing{listing, &shared.self});
}

}  // namespace

std::optional<error> followed_lists::why_not() const {
  if (lists_.size() + on_their_way_ < shared_.limits.max_listings) return std::nullopt;
  return error{errc::too_many_subscriptions};
}

void followed_lists::answered(const result<method_answer>& answer) {
  --on_their_way_;
  const auto* begun = answer ? std::get_if<listing_followed>(&*answer) : nullptr;
  if (begun == nullptr) return;
  // Once is enough, however often it was asked for.
  if (std::find(lists_.begin(), lists_.end(), begun->listing) != lists_.end())
    return let_go_of_list(shared_, begun->listing);
  lists_.push_back(begun->listing);
  shared_.list_followers.add(begun->listing, session_);
  shared_.metrics.subscriptions().add();
}

bool followed_lists::end(listing_number listing) {
  if (std::erase(lists_, listing) == 0) return false;
  shared_.list_followers.remove(listing, session_);
  shared_.metrics.subscriptions().subtract();
  let_go_of_list(shared_, listing);
  return true;
}

void followed_lists::end_all() {
  while (!lists_.empty()) end(lists_.back());
}

void followed_lists::answered_nobody(session_services& shared, const result<method_answer>& answer) {
  if (const auto* begun = answer ? std::get_if<listing_followed>(&*answer) : nullptr)
    let_go_of_list(shared, begun->listing);
}

}  // namespace moim
