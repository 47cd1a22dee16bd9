#include "domain/room/announcements/announcements.hpp"

#include "domain/declare/text.hpp"
#include "domain/room/room.hpp"

#include <algorithm>

namespace moim {
namespace {

/// At most 32: no other search is needed.
auto announcement_at(auto& kept, std::uint32_t number) {
  return std::find_if(kept.begin(), kept.end(), [&](const announcement& each) { return each.number == number; });
}

std::optional<error> why_not_announced(const room& room, const std::string& text, const moment& at) {
  if (auto why = why_over(room.get<lifecycle>(), at.now)) return why;
  return why_not_text(text, {room.kind.rules<announcements>()->max_chars});
}

}  // namespace

result<room_decision> announcements::decide(const room& room, const post_announcement& asked, const caller& who,
                                            const moment& at) {
  if (auto why = why_not_announced(room, asked.text, at)) return tl::unexpected{*why};
  auto number = room.get<announcements>().last_number + 1;
  return room_decision{{announced{number, who.user, asked.text}}, text_posted{number}};
}

result<room_decision> announcements::decide(const room& room, const edit_announcement& asked, const caller&,
                                            const moment& at) {
  const auto& kept = room.get<announcements>().kept;
  auto edited = announcement_at(kept, asked.number);
  if (edited == kept.end()) return fail(errc::announcement_not_found);
  if (auto why = why_not_announced(room, asked.text, at)) return tl::unexpected{*why};
  if (edited->text == asked.text) return room_decision{{}, done{}};
  return room_decision{{announcement_edited{asked.number, asked.text}}, done{}};
}

result<room_decision> announcements::decide(const room& room, const remove_announcement& asked, const caller&,
                                            const moment&) {
  const auto& kept = room.get<announcements>().kept;
  if (announcement_at(kept, asked.number) == kept.end()) return fail(errc::announcement_not_found);
  return room_decision{{announcement_removed{asked.number}}, done{}};
}

result<room_decision> announcements::decide(const room& room, const list_announcements& asked, const caller& who,
                                            const moment&) {
  if (auto why = why_outside(room.kind.rules<announcements>()->who, room, who)) return tl::unexpected{*why};
  const auto& kept = room.get<announcements>().kept.get();
  announcement_page page;
  std::size_t text = 0;
  auto limit = asked.limit.value_or(max_announcements);
  for (auto each = kept.rbegin(); each != kept.rend(); ++each) {
    if (asked.before && each->number >= *asked.before) continue;
    if (page.announcements.size() == limit || text >= max_page_text) {
      page.before = page.announcements.back().number;
      break;
    }
    text += each->text.size();
    page.announcements.push_back(*each);
  }
  return room_decision{{}, std::move(page)};
}

void announcements::apply(state& to, const announced& event, const commit_stamp& stamp, const room& room) {
  auto& kept = to.kept.own();
  kept.push_back({event.number, event.user, event.text, stamp.at});
  to.last_number = event.number;
  if (kept.size() > room.kind.rules<announcements>()->max_kept) kept.erase(kept.begin());
}

void announcements::apply(state& to, const announcement_edited& event, const commit_stamp& stamp) {
  auto& kept = to.kept.own();
  auto edited = announcement_at(kept, event.number);
  if (edited == kept.end()) return;
  edited->text = event.text;
  edited->edited_at_ms = stamp.at;
}

void announcements::apply(state& to, const announcement_removed& event, const commit_stamp&) {
  auto& kept = to.kept.own();
  if (auto removed = announcement_at(kept, event.number); removed != kept.end()) kept.erase(removed);
}

void announcements::project(const room& room, audience, room_view& to) {
  const auto& kept = room.get<announcements>().kept;
  view seen{static_cast<std::uint32_t>(kept.size()), {}};
  if (!kept.empty()) seen.newest = kept.get().back().number;
  to.part<announcements>() = seen;
}

}  // namespace moim
