#include "sim/simulation/people/facet_wishes.hpp"

#include "sim/checks/plain_kind.hpp"
#include "sim/simulation/engine/tokens.hpp"

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

/// A code that some host was told, a wrong one, or none.
std::optional<std::string> draw_code(cluster& shared, const room_id& room) {
  if (shared.world.chance(0.2)) return std::nullopt;
  if (shared.world.chance(0.1)) return "WRONG234";
  return shared.checker.a_code_of(room);
}

/// A time in the next seconds, now and then one that is over; or none.
std::optional<std::int64_t> draw_hour(cluster& shared) {
  if (shared.world.chance(0.2)) return std::nullopt;
  return shared.world.now() + shared.world.between(-second_ms, 20 * second_ms);
}

/// An edit, mostly of the revision that stands.
void draw_edit(cluster& shared, const room_id& room, describe_room& edit) {
  const auto* story = shared.checker.find(room);
  edit.revision = story ? story->revision : 0;
  if (shared.world.chance(0.2)) edit.revision += shared.world.chance(0.5) ? 1 : 2;
  edit.description.text = "Bring a spoon.";
  edit.description.starts_at_ms = draw_hour(shared);
  edit.description.ends_at_ms = draw_hour(shared);
}

/// A text that nobody else writes; now and then one that may not be written.
std::string draw_text(world& world) {
  auto text = fmt::format("said {:016x}", world.random());
  return world.chance(0.05) ? text + '\x01' : text;
}

/// Of a comment or an announcement: one of the newest, or the next.
std::uint32_t draw_number(cluster& shared, const room_id& room) {
  const auto* story = shared.checker.find(room);
  time_ms newest = story ? story->said.newest() : 0;
  return static_cast<std::uint32_t>(shared.world.between(std::max<time_ms>(1, newest - 5), newest + 1));
}

template <class Method>
facet_wish wish_for(cluster& shared, const room_id& room) {
  Method method{};
  if constexpr (requires { method.room; }) method.room = room;
  if constexpr (requires { method.person; }) method.person = draw_person(shared, shared.checker.find(room));
  if constexpr (requires { method.code; }) method.code = draw_code(shared, room);
  if constexpr (requires { method.seats; })
    method.seats = static_cast<std::uint32_t>(shared.world.between(1, 2 * shared.drawn.seats));
  if constexpr (std::is_same_v<Method, describe_room>) draw_edit(shared, room, method);
  if constexpr (requires { method.text; }) method.text = draw_text(shared.world);
  if constexpr (requires { method.number; }) method.number = draw_number(shared, room);
  if constexpr (std::is_same_v<Method, post_comment>)
    if (shared.world.chance(0.6)) method.reply_to = draw_number(shared, room);
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

/// What people do about what they have read of a room, and would rather not hear of.
void add_inbox_wishes(cluster& shared, const room_id& room, const room_story* story, std::vector<facet_wish>& to) {
  auto last = story ? story->notices.told.size() : 0;
  to.push_back({mark_inbox{1 + shared.world.random() % (last + 1), room}, room, true});
  to.push_back({mute_room{room}, room, true});
  to.push_back({unmute_room{room}, room, true});
  to.push_back({read_badge{}, room, false});
}

/// The methods that the room's facets have for this person, each as a wish, and those of plain types; all if `any`.
std::vector<facet_wish> wishes_for(cluster& shared, const user_id& user, const room_id& room, bool any) {
  const auto* story = shared.checker.find(room);
  bool hosts = story && story->host == user;
  bool assigns = story && story->kind.rules<assignment>() && vouches(user, shared.drawn);
  std::vector<facet_wish> wishes;
  auto add_methods_of = [&]<class Facet>() {
    if (!any && !(story && has<Facet>(*story))) return;
    methods_of<Facet>::for_each([&]<class Method>() {
      bool may = hosts || assigns || caller_of<Method>() < role::host;
      if (any || may) wishes.push_back(wish_for<Method>(shared, room));
    });
  };
  room_facets::for_each(add_methods_of);
  if (any || (story && has<notices>(*story))) add_inbox_wishes(shared, room, story, wishes);
  lists_of_plain<plain_types>::methods::for_each(
      [&]<class Method>() { wishes.push_back(wish_for<Method>(shared, room)); });
  return wishes;
}

/// A room that is locked or cancelled is of no more use to anybody.
bool ends_room(const facet_wish& wish) {
  return std::holds_alternative<lock_room>(wish.call) || std::holds_alternative<cancel_room>(wish.call);
}

/// The model by which the answers of plain rooms are explained (`room_model`) knows neither these, nor that somebody
/// else than its host may end a room.
bool is_beyond_model(cluster& shared, const user_id& user, const facet_wish& wish) {
  const auto* story = shared.checker.find(wish.room);
  bool by_trust = vouches(user, shared.drawn) && !(story && story->host == user);
  bool changes = std::holds_alternative<resize_room>(wish.call) || std::holds_alternative<end_room>(wish.call) ||
                 (by_trust && ends_room(wish));
  return changes && !(story && !is_plain(story->kind));
}

}  // namespace

facet_wish draw_facet_wish(cluster& shared, const user_id& user, const std::vector<room_id>& rooms) {
  auto& world = shared.world;
  auto room = draw_room(shared, user, rooms);
  auto wishes = wishes_for(shared, user, room, !shared.checker.find(room) || world.chance(0.1));
  bool may_end = world.chance(0.1);
  while (true) {
    auto& wish = wishes[world.random() % wishes.size()];
    if ((may_end || !ends_room(wish)) && !is_beyond_model(shared, user, wish)) return std::move(wish);
  }
}

}  // namespace moim::sim
