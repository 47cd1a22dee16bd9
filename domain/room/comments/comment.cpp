#include "domain/room/comments/comment.hpp"

#include "domain/planted.hpp"

#include <algorithm>

namespace moim {
namespace {

/// Where the place of that number is, or would be.
auto place_of(auto& places, std::uint32_t number) {
  return std::lower_bound(places.begin(), places.end(), number,
                          [](const comment& each, std::uint32_t wanted) { return each.number < wanted; });
}

/// The comment of that number; the end if there is none, or only its empty place.
auto comment_at(auto& places, std::uint32_t number) {
  auto at = place_of(places, number);
  return at == places.end() || at->number != number || at->is_removed() ? places.end() : at;
}

/// Takes an empty place that has no replies away, and with it those that only it had kept.
void take_away(std::vector<comment>& places, std::vector<comment>::iterator at) {
  while (at->is_removed() && at->replies == 0) {
    auto parent_number = at->reply_to;
    places.erase(at);
    if (parent_number == 0) return;
    at = place_of(places, parent_number);
    --at->replies;
  }
}

}  // namespace

std::uint32_t comment_list::count_by(const user_id& user) const {
  return static_cast<std::uint32_t>(
      std::count_if(places_.begin(), places_.end(), [&](const comment& each) { return each.user == user; }));
}

const comment* comment_list::find(std::uint32_t number) const {
  auto at = comment_at(places(), number);
  return at == places().end() ? nullptr : &*at;
}

std::vector<comment>::const_iterator comment_list::after(std::uint32_t number) const {
  return std::upper_bound(places().begin(), places().end(), number,
                          [](std::uint32_t wanted, const comment& each) { return wanted < each.number; });
}

void comment_list::add(comment posted) {
  auto& places = places_.own();
  last_number_ = posted.number;
  text_bytes_ += posted.text.size();
  ++count_;
  if (posted.reply_to != 0) {
    auto& parent = *place_of(places, posted.reply_to);
    ++parent.replies;
    posted.depth = parent.depth + 1;
  }
  places.push_back(std::move(posted));
}

void comment_list::edit(std::uint32_t number, std::string text, time_ms at) {
  auto& places = places_.own();
  auto edited = comment_at(places, number);
  if (edited == places.end()) return;
  text_bytes_ += text.size() - edited->text.size();
  edited->text = std::move(text);
  edited->edited_at = at;
}

void comment_list::remove(std::uint32_t number) {
  auto& places = places_.own();
  auto removed = comment_at(places, number);
  if (removed == places.end()) return;
  text_bytes_ -= removed->text.size();
  --count_;
  bool keeps_text = is_planted(planted_bug::removed_text_kept);
  *removed = {removed->number,
              {},
              keeps_text ? removed->text : std::string{},
              removed->at,
              {},
              removed->reply_to,
              removed->depth,
              removed->replies};
  take_away(places, removed);
}

void comment_list::after_reading() {
  count_ = 0;
  text_bytes_ = 0;
  for (const auto& each : places()) {
    count_ += each.is_removed() ? 0 : 1;
    text_bytes_ += each.text.size();
  }
}

}  // namespace moim
