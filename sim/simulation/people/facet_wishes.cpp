#include "sim/simulation/people/facet_wishes.hpp"

namespace moim::sim {
namespace {

using facet_methods = lists_of_facets<room_facets>::methods;

template <class... Methods>
constexpr std::size_t count_of(type_list<Methods...>) {
  return sizeof...(Methods);
}

/// Somebody whom the room knows, or just anybody.
user_id draw_person(cluster& shared, const room_story* story) {
  auto& world = shared.world;
  std::vector<user_id> known;
  if (story) {
    known.assign(story->applicants.begin(), story->applicants.end());
    known.insert(known.end(), story->waiting.begin(), story->waiting.end());
    known.insert(known.end(), story->banned.begin(), story->banned.end());
    for (const auto& [user, seat] : story->seats) known.push_back(user);
  }
  if (!known.empty() && world.chance(0.8)) return known[world.random() % known.size()];
  return {0x100, 1 + world.random() % static_cast<std::uint64_t>(shared.drawn.people)};
}

template <class Method>
facet_wish wish_for(cluster& shared, const room_id& room) {
  Method method{};
  method.room = room;
  if constexpr (requires { method.person; }) method.person = draw_person(shared, shared.checker.find(room));
  return {std::move(method), room, Method::changes};
}

}  // namespace

facet_wish draw_facet_wish(cluster& shared, const user_id& user, const std::vector<room_id>& rooms) {
  auto& world = shared.world;
  auto room = rooms[world.random() % rooms.size()];
  const auto* story = shared.checker.find(room);
  bool hosts = story && story->host == user;
  std::optional<facet_wish> wish;
  while (!wish) {
    auto which = world.random() % count_of(facet_methods{});
    bool may_be_refused = world.chance(0.1);
    std::size_t next = 0;
    facet_methods::for_each([&]<class Method>() {
      // A room that is locked or cancelled is of no more use to anybody.
      bool ends_room = (std::is_same_v<Method, lock_room> || std::is_same_v<Method, cancel_room>)&&!world.chance(0.1);
      bool fits = hosts || caller_of<Method>() < role::host || may_be_refused;
      if (next++ == which && fits && !ends_room) wish = wish_for<Method>(shared, room);
    });
  }
  return *wish;
}

}  // namespace moim::sim
