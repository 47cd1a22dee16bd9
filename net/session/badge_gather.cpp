#include "net/session/badge_gather.hpp"

#include <algorithm>

namespace moim {
namespace {

/// The person has left meanwhile, or rooms of that kind make no notices: then there is nothing to count.
bool has_none(errc why) {
  return why == errc::not_member || why == errc::not_offered || why == errc::room_not_found || why == errc::room_gone;
}

}  // namespace

void badge_gather::take(const room_id& from, result<method_answer> answer) {
  --waiting_;
  if (!from) {
    if (!answer) {
      why_not_ = std::move(answer.error());
      return;
    }
    return take_first(std::move(*answer));
  }
  if (answer) return count(from, std::get<notice_page>(*answer));
  if (!has_none(answer.error().code)) ++badge_->uncounted;
}

void badge_gather::take_first(method_answer answer) {
  if (auto* badge = std::get_if<inbox_badge>(&answer)) badge_ = std::move(*badge);
  if (auto* seats = std::get_if<user_rooms>(&answer)) seats_ = std::move(*seats);
  if (badge_ && seats_) plan_questions();
}

/// The newest rooms are the last ones, for ids grow with time.
void badge_gather::plan_questions() {
  for (auto room = seats_->rooms.rbegin(); room != seats_->rooms.rend(); ++room) {
    const auto& known = entry_of(*room);
    if (known.muted) continue;
    if (questions_.size() == max_badge_rooms)
      ++badge_->uncounted;
    else
      questions_.push_back({*room, known.read_to, static_cast<std::uint32_t>(max_notices)});
  }
}

std::vector<list_notices> badge_gather::take_questions() {
  waiting_ += questions_.size();
  return std::exchange(questions_, {});
}

void badge_gather::count(const room_id& room, const notice_page& page) {
  auto seat = std::find(seats_->rooms.begin(), seats_->rooms.end(), room) - seats_->rooms.begin();
  auto since = seats_->since_ms[static_cast<std::size_t>(seat)];
  auto counts = [&](const notice& each) { return each.at_ms >= since && each.by != who_.user; };
  auto unread = std::count_if(page.notices.begin(), page.notices.end(), counts);
  entry_of(room).unread = static_cast<std::uint32_t>(unread);
  badge_->count += static_cast<std::uint32_t>(unread);
}

room_badge& badge_gather::entry_of(const room_id& room) {
  auto& rooms = badge_->rooms;
  auto found = std::find_if(rooms.begin(), rooms.end(), [&](const room_badge& each) { return each.room == room; });
  return found == rooms.end() ? rooms.emplace_back(room_badge{room, 0, false, 0}) : *found;
}

result<method_answer> badge_gather::take_answer() {
  if (why_not_) return tl::unexpected{std::move(*why_not_)};
  std::erase_if(badge_->rooms,
                [](const room_badge& each) { return each.read_to == 0 && !each.muted && each.unread == 0; });
  return method_answer{std::move(*badge_)};
}

}  // namespace moim
