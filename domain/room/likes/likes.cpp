#include "domain/room/likes/likes.hpp"

#include "domain/planted.hpp"
#include "domain/room/room.hpp"

#include <algorithm>

namespace moim {
namespace {

bool likes_it(const likes::state& state, const user_id& user) {
  return std::binary_search(state.people.begin(), state.people.end(), user);
}

std::uint32_t count_of(const likes::state& state) { return static_cast<std::uint32_t>(state.people.size()); }

}  // namespace

result<room_decision> likes::decide(const room& room, const like_room&, const caller& who, const moment& at) {
  const auto& state = room.get<likes>();
  bool already = likes_it(state, who.user) && !is_planted(planted_bug::liked_twice);
  if (already) return room_decision{{}, like_count{count_of(state), true}};
  if (auto why = why_silent(room, who, at)) return tl::unexpected{*why};
  if (state.people.size() >= room.kind.rules<likes>()->max_kept) return fail(errc::too_many_likes);
  return room_decision{{liked{who.user}}, like_count{count_of(state) + 1, true}};
}

result<room_decision> likes::decide(const room& room, const unlike_room&, const caller& who, const moment&) {
  const auto& state = room.get<likes>();
  if (!likes_it(state, who.user)) return room_decision{{}, like_count{count_of(state), false}};
  return room_decision{{unliked{who.user}}, like_count{count_of(state) - 1, false}};
}

result<room_decision> likes::decide(const room& room, const count_likes&, const caller& who, const moment&) {
  const auto& state = room.get<likes>();
  return room_decision{{}, like_count{count_of(state), likes_it(state, who.user)}};
}

void likes::apply(state& to, const liked& event, const commit_stamp&) {
  auto& people = to.people.own();
  people.insert(std::lower_bound(people.begin(), people.end(), event.user), event.user);
}

void likes::apply(state& to, const unliked& event, const commit_stamp&) {
  auto& people = to.people.own();
  auto place = std::lower_bound(people.begin(), people.end(), event.user);
  if (place != people.end() && *place == event.user) people.erase(place);
}

void likes::project(const room& room, audience, room_view& to) { to.part<likes>() = view{count_of(room.get<likes>())}; }

}  // namespace moim
