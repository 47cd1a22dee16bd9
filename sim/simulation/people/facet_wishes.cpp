#include "sim/simulation/people/facet_wishes.hpp"

namespace moim::sim {
namespace {

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
  if constexpr (requires { method.room; }) method.room = room;
  if constexpr (requires { method.person; }) method.person = draw_person(shared, shared.checker.find(room));
  if constexpr (requires { method.text; }) method.text = "as it is";
  return {std::move(method), room, Method::changes};
}

/// A room that they host, if they host one and luck will have it; hosts are few, and much is theirs alone to do.
room_id draw_room(cluster& shared, const user_id& user, const std::vector<room_id>& rooms) {
  auto& world = shared.world;
  std::vector<room_id> hosted;
  for (const auto& room : rooms)
    if (const auto* story = shared.checker.find(room); story && story->host == user) hosted.push_back(room);
  if (!hosted.empty() && world.chance(0.7)) return hosted[world.random() % hosted.size()];
  return rooms[world.random() % rooms.size()];
}

template <class Facet>
bool has(const room_story& story) {
  if constexpr (facet_with_rules<Facet>)
    return story.kind.rules<Facet>() != nullptr;
  else
    return true;
}

/// The methods that the room's facets have for this person, each as a wish, and those of plain types; all if `any`.
std::vector<facet_wish> wishes_for(cluster& shared, const user_id& user, const room_id& room, bool any) {
  const auto* story = shared.checker.find(room);
  bool hosts = story && story->host == user;
  std::vector<facet_wish> wishes;
  auto add_methods_of = [&]<class Facet>() {
    if (!any && !(story && has<Facet>(*story))) return;
    methods_of<Facet>::for_each([&]<class Method>() {
      if (any || hosts || caller_of<Method>() < role::host) wishes.push_back(wish_for<Method>(shared, room));
    });
  };
  room_facets::for_each(add_methods_of);
  lists_of_plain<plain_types>::methods::for_each(
      [&]<class Method>() { wishes.push_back(wish_for<Method>(shared, room)); });
  return wishes;
}

/// A room that is locked or cancelled is of no more use to anybody.
bool ends_room(const facet_wish& wish) {
  return std::holds_alternative<lock_room>(wish.call) || std::holds_alternative<cancel_room>(wish.call);
}

}  // namespace

facet_wish draw_facet_wish(cluster& shared, const user_id& user, const std::vector<room_id>& rooms) {
  auto& world = shared.world;
  auto room = draw_room(shared, user, rooms);
  auto wishes = wishes_for(shared, user, room, !shared.checker.find(room) || world.chance(0.1));
  bool may_end = world.chance(0.1);
  while (true) {
    auto& wish = wishes[world.random() % wishes.size()];
    if (may_end || !ends_room(wish)) return std::move(wish);
  }
}

}  // namespace moim::sim
