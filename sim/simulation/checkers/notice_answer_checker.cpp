#include "sim/simulation/checkers/notice_answer_checker.hpp"

namespace moim::sim {

/// Whoever has hosted the room may have been host when it answered: what is missing in their page may be theirs or not.
void notice_answer_checker::on_page(const list_notices& asked, const notice_page& told) {
  const auto* story = logs_.find(asked.room);
  if (!story || story->forks > 0) return;
  bool has_hosted = story->notices.hosts.contains(user_) || story->may_all(user_);
  auto next = told.notices.begin();
  for (const auto& each : story->notices.told) {
    if (each.number <= std::max(asked.after.value_or(0), told.forgotten) || each.number > told.last) continue;
    bool is_shown = next != told.notices.end() && *next == each;
    bool is_theirs = each.to == notice_audience::members || (each.to == notice_audience::host && has_hosted);
    if (is_shown && !is_theirs) return broken("they read a notice that is not for them");
    if (is_shown) ++next;
    bool page_is_full = told.notices.size() >= asked.limit.value_or(100);
    if (!is_shown && each.to == notice_audience::members && !(page_is_full && next == told.notices.end()))
      return broken("a page of notices leaves one out");
  }
  if (next != told.notices.end()) broken("they read a notice that was never made");
}

void notice_answer_checker::on_pushed(const note& told) {
  const auto* story = logs_.inboxes().find(user_);
  bool is_known = story && story->forks == 0 && told.number > 0 && told.number <= story->notes.size();
  if (logs_.trusts_matches() && is_known && story->notes[told.number - 1].quiet)
    broken("a room that they have muted disturbs them");
}

void notice_answer_checker::on_badge(const inbox_badge& told) {
  auto sum = told.notes;
  for (const auto& each : told.rooms) {
    sum += each.unread;
    if (each.muted && each.unread > 0) broken("what is muted counts");
  }
  if (sum != told.count) broken("a badge is not the sum of its parts");
}

}  // namespace moim::sim
