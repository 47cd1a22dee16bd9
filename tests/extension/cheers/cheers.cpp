#include "domain/room/cheers/cheers.hpp"

#include "domain/room/room.hpp"

#include <algorithm>

namespace moim {

result<room_decision> cheers::decide(const room& room, const cheer&, const caller& who, const moment&) {
  const auto& so_far = room.get<cheers>().cheers;
  if (std::count(so_far.begin(), so_far.end(), who.user) >= room.kind.rules<cheers>()->max)
    return fail(errc::not_allowed, "this member has cheered as often as they may");
  return room_decision{{cheered{who.user}}, done{}};
}

void cheers::apply(state& to, const cheered& event, const commit_stamp&) { to.cheers.push_back(event.user); }

void cheers::project(const room& room, audience, room_view& to) {
  to.part<cheers>() = view{static_cast<std::uint32_t>(room.get<cheers>().cheers.size())};
}

room_change cheers::show(const cheered& event, bool sees_who) { return change_about(event, sees_who); }

}  // namespace moim
