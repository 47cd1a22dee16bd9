#include "domain/room/posting.hpp"

#include "domain/room/room.hpp"

namespace moim {
namespace {

role role_of(const room& room, const caller& who) { return std::max(who.as, role_in(room, who.user)); }

}  // namespace

std::optional<error> why_outside(circle open_to, const room& room, const caller& who) {
  return why_may_not(open_to == circle::everyone ? role::person : role::member, role_of(room, who));
}

std::optional<error> why_silent(const room& room, const caller& who, const moment& at) {
  if (auto why = why_over(room.get<lifecycle>(), at.now)) return why;
  return is_banned(room, who.user) ? std::optional{error{errc::banned}} : std::nullopt;
}

bool acts_as_host(const room& room, const caller& who) { return role_of(room, who) >= role::host; }

}  // namespace moim
