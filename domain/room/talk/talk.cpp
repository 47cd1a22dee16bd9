#include "domain/room/talk/talk.hpp"

#include "domain/planted.hpp"
#include "domain/room/room.hpp"

namespace moim {
namespace {

bool is_closed(const room& room, chat_opening opens) {
  auto phase = room.get<lifecycle>().phase;
  return is_over(phase) || (opens == chat_opening::when_locked && phase == room_phase::open);
}

}  // namespace

std::optional<error> talk::why_not(const room& room, const user_id& user, role as, role needed, bool writes) {
  if (auto why = why_silent(room)) return why;
  const auto* terms = room.kind.rules<talk>();
  if (!terms) return error{errc::not_offered};
  auto is = std::max(as, role_in(room, user));
  auto least = terms->who == circle::members ? std::max(needed, role::member) : needed;
  if (!is_planted(planted_bug::talk_not_asked)) {
    if (auto why = why_may_not(least, is)) return why;
    if (is < role::member && is_banned(room, user)) return error{errc::banned};
  }
  if (writes && is_closed(room, terms->opens)) return error{errc::chat_closed};
  return std::nullopt;
}

void talk::owe(const room& room, const room_forgotten&, const moment&, debts_out& out) {
  if (room.kind.rules<talk>()) out.add(chat_of(room.id), chat_over{});
}

}  // namespace moim
