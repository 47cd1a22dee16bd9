#pragma once

#include "domain/chat/chat_follow.hpp"
#include "domain/declare/error_set.hpp"
#include "domain/declare/type_list.hpp"
#include "domain/directory/listing_messages.hpp"
#include "domain/entity_types.hpp"
#include "domain/matching/explain/explanation.hpp"
#include "domain/matching/matcher/party_messages.hpp"
#include "domain/person_push.hpp"
#include "domain/room/projection.hpp"
#include "domain/user/user.hpp"

/// Everything that travels between a client and a server, declared once: the lists at the end are what the codecs, the
/// OpenRPC document and docs/protocol.md are made from.
namespace moim {

struct authenticate {
  static constexpr std::string_view name = "session.authenticate";
  static constexpr std::string_view about =
      "Says who the session is; for clients that cannot set the Authorization header.";
  static constexpr bool changes = false;
  static constexpr no_entity entity = no_entity::session;
  static constexpr role who = role::guest;
  using answer = struct session_view;
  using errors = error_list<errc::token_invalid, errc::token_expired, errc::too_many_sessions>;
  std::string token;
  static constexpr auto fields() {
    return std::tuple{field{"token", &authenticate::token, "A JWT, such as POST /auth/guest gives.", bounds{1, 4096}}};
  }
};

struct read_session {
  static constexpr std::string_view name = "session.read";
  static constexpr std::string_view about = "Tells who the session is and the server's time.";
  static constexpr bool changes = false;
  static constexpr no_entity entity = no_entity::session;
  static constexpr role who = role::person;
  using answer = struct session_view;
  static constexpr auto fields() { return std::tuple{}; }
};

struct session_view {
  static constexpr std::string_view name = "session_view";
  static constexpr std::string_view about = "Who the session is.";
  user_id user;
  std::int64_t expires_at_ms = 0;
  std::int64_t now_ms = 0;
  static constexpr auto fields() {
    return std::tuple{
        field{"user", &session_view::user, "The person."},
        field{"expires_at_ms", &session_view::expires_at_ms, "When the token's time is over (ms since 1970)."},
        field{"now_ms", &session_view::now_ms, "The server's time (ms since 1970)."}};
  }
};

struct list_kinds {
  static constexpr std::string_view name = "kind.list";
  static constexpr std::string_view about = "Lists the kinds of gathering that rooms can be created of.";
  static constexpr bool changes = false;
  static constexpr no_entity entity = no_entity::edge;
  static constexpr role who = role::guest;
  using answer = struct kind_list;
  static constexpr auto fields() { return std::tuple{}; }
};

struct kind_list {
  static constexpr std::string_view name = "kind_list";
  static constexpr std::string_view about = "All kinds.";
  std::vector<kind> kinds;
  static constexpr auto fields() { return std::tuple{field{"kinds", &kind_list::kinds, "By name.", bounds{0, 1'000}}}; }
};

/// What a follower of a room is pushed: one or more of its commits.
struct room_changed {
  static constexpr std::string_view name = "room.changed";
  static constexpr std::string_view about =
      "Pushed to those who follow a room. Versions have no gaps: `from` is always one more "
      "than the last `to`; versions with nothing to see have no changes.";
  room_id room;
  std::uint64_t from = 0;
  std::uint64_t to = 0;
  std::string token;
  room_phase phase{};
  std::uint32_t taken = 0;
  std::vector<room_change> changes;
  std::optional<std::vector<notice>> notices{};
  static constexpr auto fields() {
    return std::tuple{field{"room", &room_changed::room, "The room."},
                      field{"from", &room_changed::from, "The first version that this covers."},
                      field{"to", &room_changed::to, "The last version that this covers."},
                      field{"token", &room_changed::token, "Resume from here after a disconnect."},
                      field{"phase", &room_changed::phase, "The room's phase after this."},
                      field{"taken", &room_changed::taken, "How many seats are taken after this."},
                      field{"changes", &room_changed::changes, "What happened, in order."},
                      field{"notices", &room_changed::notices,
                            "The notices that were made of it for all members; absent: none, or the caller is none."}};
  }
};

/// What a follower is pushed instead when the log was forked by a failover or a restored backup.
struct room_reset {
  static constexpr std::string_view name = "room.reset";
  static constexpr std::string_view about =
      "Pushed to those who follow a room when the server's log turned out to be another one "
      "than they saw: forget what is known of the room and begin with `snapshot`.";
  room_id room;
  std::uint64_t version = 0;
  std::string token;
  room_view snapshot;
  static constexpr auto fields() {
    return std::tuple{field{"room", &room_reset::room, "The room."},
                      field{"version", &room_reset::version, "The version of the snapshot."},
                      field{"token", &room_reset::token, "Resume from here after a disconnect."},
                      field{"snapshot", &room_reset::snapshot, "The room as it is."}};
  }
};

struct subscribe_room {
  static constexpr std::string_view name = "room.subscribe";
  static constexpr std::string_view about = "Follows a room: with a token, from where the client left off.";
  static constexpr bool changes = false;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::person;
  using answer = struct room_followed;
  using errors = error_list<errc::too_many_subscriptions>;
  room_id room;
  std::optional<std::string> token;
  static constexpr auto fields() {
    return std::tuple{field{"room", &subscribe_room::room, "The room."},
                      field{"token", &subscribe_room::token, "The last token seen of this room.", bounds{1, 64}}};
  }
};

struct room_followed {
  static constexpr std::string_view name = "room_followed";
  static constexpr std::string_view about =
      "The session follows the room from `token` on. Either `recovered` is true and `missed` "
      "holds every change since the client's token, or it is false and `snapshot` "
      "holds the room as it is.";
  room_id room;
  bool recovered = false;
  std::string token;
  std::optional<room_view> snapshot;
  std::vector<room_changed> missed;
  static constexpr auto fields() {
    return std::tuple{field{"room", &room_followed::room, "The room."},
                      field{"recovered", &room_followed::recovered, "Whether nothing was lost."},
                      field{"token", &room_followed::token, "Resume from here after a disconnect."},
                      field{"snapshot", &room_followed::snapshot, "The room as it is, unless recovered."},
                      field{"missed", &room_followed::missed, "What was missed, in order, if recovered."}};
  }
};

struct unsubscribe_room {
  static constexpr std::string_view name = "room.unsubscribe";
  static constexpr std::string_view about = "Stops following a room.";
  static constexpr bool changes = false;
  static constexpr no_entity entity = no_entity::session;
  static constexpr role who = role::person;
  using answer = done;
  using errors = error_list<errc::not_subscribed>;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &unsubscribe_room::room, "The room."}}; }
};

/// The most rooms, and the most chats, that one `session.resume` names.
inline constexpr std::size_t max_resume = 64;

struct resume_session {
  static constexpr std::string_view name = "session.resume";
  static constexpr std::string_view about =
      "Follows many rooms and chats again after a reconnect, each from its token.";
  static constexpr bool changes = false;
  static constexpr no_entity entity = no_entity::session;
  static constexpr role who = role::person;
  using answer = struct session_resumed;
  using errors = error_list<errc::too_many_subscriptions>;
  std::vector<subscribe_room> rooms;
  std::optional<std::vector<subscribe_chat>> chats{};
  static constexpr auto fields() {
    return std::tuple{field{"rooms", &resume_session::rooms,
                            "The rooms and their tokens; none only if there are chats.", bounds{0, max_resume}},
                      field{"chats", &resume_session::chats, "The chats and their tokens.", bounds{1, max_resume}}};
  }
};

struct resume_failure {
  static constexpr std::string_view name = "resume_failure";
  static constexpr std::string_view about = "A room, or a room's chat, that could not be followed again.";
  room_id room;
  std::string code;
  static constexpr auto fields() {
    return std::tuple{field{"room", &resume_failure::room, "The room."},
                      field{"code", &resume_failure::code, "The error's code."}};
  }
};

struct session_resumed {
  static constexpr std::string_view name = "session_resumed";
  static constexpr std::string_view about = "What became of each room and chat, in the order of the request.";
  std::vector<room_followed> rooms;
  std::vector<resume_failure> failed;
  std::optional<std::vector<chat_followed>> chats{};
  std::optional<std::vector<resume_failure>> failed_chats{};
  static constexpr auto fields() {
    return std::tuple{
        field{"rooms", &session_resumed::rooms, "The rooms that are followed again."},
        field{"failed", &session_resumed::failed, "The rooms that are not."},
        field{"chats", &session_resumed::chats, "The chats that are followed again, if any were asked for."},
        field{"failed_chats", &session_resumed::failed_chats, "The chats that are not, if any were asked for."}};
  }
};

/// All methods that a client may call, in the order in which they are documented.
using all_methods = joined<type_list<authenticate, read_session, resume_session, list_kinds, create_room, list_rooms,
                                     find_room, subscribe_listing, unsubscribe_listing>,
                           room_methods, type_list<subscribe_room, unsubscribe_room>, chat_methods,
                           type_list<subscribe_chat, unsubscribe_chat>,
                           type_list<read_user, list_pools, submit_request, cancel_request, read_ticket, list_tickets,
                                     explain_request, accept_request, decline_request, accept_party, decline_party,
                                     list_parties, read_inbox, mark_inbox, read_badge, mute_room, unmute_room>,
                           lists_of_plain<plain_types>::methods>;

/// Whether each method says who may call it and what decides it. What a caller is to a room is known to the room's
/// facets alone: no other method may ask it, but a chat's, which the room lets through.
template <class... Methods>
constexpr bool are_declared(type_list<Methods...>) {
  static_assert(((target_of<Methods>(), true) && ...));
  using of_rooms = joined<lists_of_facets<room_facets>::methods, chat_methods>;
  return ((!is_in_room(caller_of<Methods>()) || is_in<Methods, of_rooms>)&&...);
}
static_assert(are_declared(all_methods{}), "only what a room decides, or lets through, is for members or hosts");

/// All notifications that a server may push.
using all_pushes = type_list<room_changed, room_reset, chat_changed, chat_reset, chat_typed, chat_was_seen, chat_ended,
                             list_changed, list_reset, user_changed, inbox_noted, invited_to_party, party_over>;

/// A call of any method.
using method_call = variant_of<all_methods>;
/// The answer to any method.
using method_answer = variant_of<answers_of<all_methods>>;

/// The parameters beside a method's own, on every request.
struct request_options {
  static constexpr std::string_view name = "request_options";
  static constexpr std::string_view about = "Beside its own parameters every method takes these.";
  std::optional<request_key> key;
  std::optional<std::uint32_t> timeout_ms;
  static constexpr auto fields() {
    return std::tuple{field{"key", &request_options::key,
                            "A UUIDv7 of the client's choice, for methods that change something: sent again "
                            "with the same key, a request gets its first outcome."},
                      field{"timeout_ms", &request_options::timeout_ms, "How long the client waits; 10,000 if absent.",
                            bounds{1, 60'000}}};
  }
};

}  // namespace moim
