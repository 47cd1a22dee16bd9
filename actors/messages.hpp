#pragma once

#include "actors/outlet.hpp"
#include "domain/matching/matcher/matcher.hpp"

#include <optional>
#include <variant>

/// What sessions hand to the actors. Each call names its deadline, on the machine's steady clock: past it, what was not
/// begun is not begun any more. `to()` is the entity that it is for; what is `only_if_live` does not bring that into
/// memory.
namespace moim {

struct call_room {
  room_id room;
  room_command command;
  caller who;
  time_ms deadline = 0;
  reply_address reply;
  entity_id to() const { return room.entity(); }
};

/// Changes that one client is told of as missed, in one request; past it a snapshot is cheaper for everybody.
inline constexpr std::size_t max_missed_changes = 8'192;

/// Follow a room from `seen` on, or from now with a snapshot. Answered with `outlet::followed` or an error.
struct follow_room {
  room_id room;
  user_id user;
  std::optional<head> seen;
  time_ms deadline = 0;
  reply_address reply;
  /// How many missed changes it may tell of: all that one request follows share them.
  std::size_t changes_at_most = max_missed_changes;
  entity_id to() const { return room.entity(); }
};

/// No session of this outlet follows the room any more, nor is one about to.
struct unfollow_room {
  room_id room;
  outlet* from = nullptr;
  static constexpr bool only_if_live = true;
  entity_id to() const { return room.entity(); }
};

/// A call of a room's chat: the room lets it through, or answers it.
struct call_chat {
  room_id room;
  chat_command command;
  caller who;
  time_ms deadline = 0;
  reply_address reply;
  entity_id to() const { return room.entity(); }
};

/// Follow a room's chat from `seen` on, or from now with its newest page; by way of the room, too.
struct follow_chat {
  room_id room;
  user_id user;
  /// What they are everywhere.
  role as = role::person;
  std::optional<head> seen;
  time_ms deadline = 0;
  reply_address reply;
  /// As a room's.
  std::size_t changes_at_most = max_missed_changes;
  entity_id to() const { return room.entity(); }
};

/// No session of this outlet follows the room's chat any more, nor is one about to.
struct unfollow_chat {
  room_id room;
  outlet* from = nullptr;
  static constexpr bool only_if_live = true;
  entity_id to() const { return room.entity(); }
};

struct call_user {
  user_id user;
  user_command command;
  time_ms deadline = 0;
  reply_address reply;
  entity_id to() const { return user.entity(); }
};

/// Somebody creates a room: their own log says whether they may, and then the room is told.
struct call_host {
  host_room wanted;
  call_room then;
  entity_id to() const { return then.who.user.entity(); }
};

/// A request about tickets that changes nothing.
using ticket_query = std::variant<read_ticket, list_tickets, list_parties, explain_request>;

struct call_pool {
  pool_id pool;
  std::variant<matcher_command, ticket_query> command;
  caller who;
  time_ms deadline = 0;
  reply_address reply;
  entity_id to() const { return pool.entity(); }
};

struct call_inbox {
  user_id user;
  inbox_command command;
  time_ms deadline = 0;
  reply_address reply;
  caller who{};
  entity_id to() const { return inbox_of(user); }
};

/// For an entity of a plain type.
template <class Type>
struct call_plain {
  entity_id entity;
  plain_command<Type> command;
  caller who;
  time_ms deadline = 0;
  reply_address reply;
  entity_id to() const { return entity; }
};

/// What the directory is asked.
using directory_query = std::variant<list_rooms, find_room, subscribe_listing>;

struct call_directory {
  directory_query query;
  time_ms deadline = 0;
  reply_address reply;
};

/// One of the sessions of an outlet that were answered `listing_followed` does not follow the list any more.
struct unfollow_listing {
  listing_number listing = 0;
  outlet* from = nullptr;
};

/// A session now belongs to a person: it gets the person's pushes. Refused (`too_many_sessions`) by an answer to
/// `reply`; otherwise answered with `done`.
struct open_session {
  user_id user;
  reply_address reply;
};

struct close_session {
  user_id user;
  outlet* from = nullptr;
  session_number session = 0;
};

template <class List>
struct calls_of_plain;
template <class... Types>
struct calls_of_plain<type_list<Types...>> {
  using type = type_list<call_plain<Types>...>;
};

using node_message = variant_of<
    joined<type_list<call_room, follow_room, unfollow_room, call_chat, follow_chat, unfollow_chat, call_user, call_host,
                     call_pool, call_inbox, call_directory, unfollow_listing, open_session, close_session>,
           calls_of_plain<plain_types>::type>>;

/// The way into the actors of one node.
class node_port {
 public:
  virtual ~node_port() = default;
  /// Safe from any thread; never blocks.
  virtual void deliver(node_message message) = 0;
  /// The store's time.
  virtual time_ms now() = 0;
  /// What derived ids are keyed with.
  virtual id_secret secret() const = 0;
};

}  // namespace moim
