#include "domain/declare/errors.hpp"

#include <array>

namespace moim {
namespace {

/// The names of groups and hints alone, for this table only.
namespace table {

using enum error_group;
using enum retry_hint;

// Server-defined codes of JSON-RPC lie in -32000…-32099: one per group, the string code tells the rest.
constexpr int authentication_rpc = -32001;
constexpr int key_rpc = -32002;
constexpr int room_rpc = -32003;
constexpr int flow_rpc = -32004;
constexpr int storage_rpc = -32005;
constexpr int matching_rpc = -32006;
constexpr int chat_rpc = -32007;

constexpr std::array declarations{
    error_declaration{errc::parse_error, "parse_error", protocol, -32700, never,
                      "The bytes are not a message in the encoding that this connection speaks."},
    error_declaration{errc::invalid_request, "invalid_request", protocol, -32600, never,
                      "The message is no JSON-RPC 2.0 request with a method and params by name, nor a batch of such."},
    error_declaration{errc::unknown_method, "unknown_method", protocol, -32601, never,
                      "There is no such method; rpc.discover lists them all."},
    error_declaration{errc::invalid_params, "invalid_params", protocol, -32602, never,
                      "A parameter is missing, unknown to the method, of the wrong type or out of its bounds."},
    error_declaration{errc::internal, "internal", protocol, -32603, same_key,
                      "A fault of the server's own; it is logged, and the request's key keeps it safe to repeat."},
    error_declaration{errc::unauthenticated, "unauthenticated", authentication, authentication_rpc, reauthenticate,
                      "This session has not said who it is: send session.authenticate first."},
    error_declaration{errc::token_invalid, "token_invalid", authentication, authentication_rpc, reauthenticate,
                      "The token is damaged, signed by somebody else, or of an algorithm that is not accepted."},
    error_declaration{errc::token_expired, "token_expired", authentication, authentication_rpc, reauthenticate,
                      "The token's time is over."},
    error_declaration{errc::key_missing, "key_missing", request_key, key_rpc, never,
                      "A method that changes something needs `key`, a UUIDv7 of the client's choice."},
    error_declaration{errc::key_reused, "key_reused", request_key, key_rpc, never,
                      "The key belongs to an earlier request with other parameters."},
    error_declaration{
        errc::key_expired, "key_expired", request_key, key_rpc, after_change,
        "The key is older than what is still remembered of this person; whether it was done can be read."},
    error_declaration{
        errc::key_ahead, "key_ahead", request_key, key_rpc, same_key,
        "The time in the key is more than five minutes ahead of the server's: the client's clock is wrong."},
    error_declaration{errc::kind_unknown, "kind_unknown", room, room_rpc, never,
                      "No such kind of gathering is configured."},
    error_declaration{errc::seats_out_of_range, "seats_out_of_range", room, room_rpc, never,
                      "The number of seats is outside what the kind allows."},
    error_declaration{errc::too_many_rooms, "too_many_rooms", room, room_rpc, after_change,
                      "This person has as many rooms of the kind open, or has created as many in an hour, as one may."},
    error_declaration{errc::cursor_invalid, "cursor_invalid", room, room_rpc, never,
                      "The cursor is damaged, or of a list of other rooms or in another order: begin with the first "
                      "page."},
    error_declaration{errc::room_not_found, "room_not_found", room, room_rpc, never, "There is no such room."},
    error_declaration{errc::room_full, "room_full", room, room_rpc, after_change, "All seats are taken."},
    error_declaration{errc::room_locked, "room_locked", room, room_rpc, never,
                      "The host has locked the room in: its members are final."},
    error_declaration{errc::room_cancelled, "room_cancelled", room, room_rpc, never,
                      "The host has cancelled the room."},
    error_declaration{errc::room_closed, "room_closed", room, room_rpc, never, "The room's time to fill up is over."},
    error_declaration{errc::room_ended, "room_ended", room, room_rpc, never, "The gathering is over."},
    error_declaration{errc::room_gone, "room_gone", room, room_rpc, never,
                      "The room was over for as long as rooms of its kind are kept; what was in it is forgotten."},
    error_declaration{errc::not_locked, "not_locked", room, room_rpc, after_change,
                      "The room is not locked in yet: it can be cancelled, not ended."},
    error_declaration{errc::seats_taken, "seats_taken", room, room_rpc, after_change,
                      "More seats than that are taken, or kept for somebody."},
    error_declaration{errc::text_invalid, "text_invalid", room, room_rpc, never,
                      "A text is too long, or has control characters or marks that turn the order of what is written."},
    error_declaration{errc::description_invalid, "description_invalid", room, room_rpc, never,
                      "The description is not as the kind wants it; the detail names what is wrong."},
    error_declaration{errc::revision_stale, "revision_stale", room, room_rpc, after_change,
                      "The description has been changed since; the detail names its revision."},
    error_declaration{errc::code_wrong, "code_wrong", room, room_rpc, after_change,
                      "The room has a code, and this is not it, or none was given."},
    error_declaration{errc::too_many_tries, "too_many_tries", room, room_rpc, after_change,
                      "The person has given too many wrong codes lately."},
    error_declaration{errc::assigned_only, "assigned_only", room, room_rpc, never,
                      "Nobody takes a seat of this room by themselves: operators assign them."},
    error_declaration{errc::already_member, "already_member", room, room_rpc, never,
                      "The person sits in this room already, by an earlier request."},
    error_declaration{errc::not_member, "not_member", room, room_rpc, never, "The person has no seat in this room."},
    error_declaration{errc::not_host, "not_host", room, room_rpc, never, "Only the room's host may do this."},
    error_declaration{errc::host_cannot_leave, "host_cannot_leave", room, room_rpc, never,
                      "The host cannot leave the room, only cancel it."},
    error_declaration{errc::room_matched, "room_matched", room, room_rpc, never,
                      "The room was made by the matcher, which alone gives its seats."},
    error_declaration{errc::not_offered, "not_offered", room, room_rpc, never,
                      "Rooms of this kind do not have that: the kind's file has no such table."},
    error_declaration{errc::not_allowed, "not_allowed", authentication, authentication_rpc, never,
                      "Only an operator or a trusted server may do this."},
    error_declaration{errc::banned, "banned", room, room_rpc, after_change,
                      "The room's host keeps this person away from it."},
    error_declaration{errc::too_many_banned, "too_many_banned", room, room_rpc, after_change,
                      "The room keeps as many people away as it may; room.unban makes room."},
    error_declaration{errc::approval_needed, "approval_needed", room, room_rpc, after_change,
                      "The host of this room accepts people one by one: room.apply asks for a seat."},
    error_declaration{errc::already_applied, "already_applied", room, room_rpc, never,
                      "The person has applied for a seat already, and the host has not decided."},
    error_declaration{errc::not_applied, "not_applied", room, room_rpc, never,
                      "The person has no open application in this room."},
    error_declaration{errc::too_many_applicants, "too_many_applicants", room, room_rpc, after_change,
                      "As many people have applied as may at a time."},
    error_declaration{errc::already_held, "already_held", room, room_rpc, never,
                      "A seat is kept for the person already; room.confirm takes it."},
    error_declaration{errc::not_held, "not_held", room, room_rpc, never,
                      "No seat is kept for the person, or not any more."},
    error_declaration{errc::held_before, "held_before", room, room_rpc, after_change,
                      "A seat was kept for the person moments ago, and they did not take it."},
    error_declaration{errc::too_many_holds, "too_many_holds", room, room_rpc, after_change,
                      "As many seats of the room are kept as may be at a time."},
    error_declaration{errc::already_in_line, "already_in_line", room, room_rpc, never,
                      "The person waits for a seat of this room already."},
    error_declaration{errc::not_in_line, "not_in_line", room, room_rpc, never,
                      "The person does not wait for a seat of this room."},
    error_declaration{errc::waitlist_full, "waitlist_full", room, room_rpc, after_change,
                      "As many people wait for a seat as may."},
    error_declaration{errc::comment_not_found, "comment_not_found", room, room_rpc, never,
                      "There is no such comment in this room, or not any more."},
    error_declaration{errc::not_author, "not_author", room, room_rpc, never,
                      "Only who wrote this may change it; who hosts the room may remove it, too."},
    error_declaration{errc::thread_too_deep, "thread_too_deep", room, room_rpc, never,
                      "The comment stands as deep in its thread as any may: nobody can reply to it."},
    error_declaration{errc::too_many_comments, "too_many_comments", room, room_rpc, after_change,
                      "The room, or this person in it, has as many comments as it may; removing some makes room."},
    error_declaration{errc::announcement_not_found, "announcement_not_found", room, room_rpc, never,
                      "There is no such announcement in this room, or not any more."},
    error_declaration{errc::too_many_likes, "too_many_likes", room, room_rpc, after_change,
                      "As many people like the room as it keeps."},
    error_declaration{errc::pool_unknown, "pool_unknown", matching, matching_rpc, never,
                      "The kind has no pool, or none for this region; pool.list names them all."},
    error_declaration{errc::already_waiting, "already_waiting", matching, matching_rpc, after_change,
                      "A person has one ticket at a time in a pool, and this one has one already."},
    error_declaration{errc::ticket_not_found, "ticket_not_found", matching, matching_rpc, never,
                      "There is no such ticket."},
    error_declaration{errc::ticket_over, "ticket_over", matching, matching_rpc, never,
                      "The ticket has been matched, cancelled or has expired."},
    error_declaration{errc::criterion_invalid, "criterion_invalid", matching, matching_rpc, never,
                      "A criterion is not one of the pool's, is of another type, or nobody could ever fit it."},
    error_declaration{errc::empty_list, "empty_list", matching, matching_rpc, never,
                      "A list is empty, and the pool does not read that as *anything*."},
    error_declaration{errc::too_many_muted, "too_many_muted", room, room_rpc, after_change,
                      "The person has muted 256 rooms; room.unmute makes room."},
    error_declaration{errc::too_many_values, "too_many_values", matching, matching_rpc, never,
                      "A list holds more than 64 values."},
    error_declaration{errc::too_many_windows, "too_many_windows", matching, matching_rpc, never,
                      "There are more than 8 windows."},
    error_declaration{errc::too_many_blocks, "too_many_blocks", matching, matching_rpc, never,
                      "There are more than 64 people not to be met."},
    error_declaration{errc::size_out_of_range, "size_out_of_range", matching, matching_rpc, never,
                      "No number of people from 2 to 64 is accepted."},
    error_declaration{errc::party_invalid, "party_invalid", matching, matching_rpc, never,
                      "A party has nobody in it, somebody twice, or 64 people and more."},
    error_declaration{errc::party_fills_group, "party_fills_group", matching, matching_rpc, never,
                      "No accepted number of people leaves room for anybody else."},
    error_declaration{errc::too_many_invitations, "too_many_invitations", matching, matching_rpc, never,
                      "A ticket invites at most 8 people; only a trusted server may vouch for more."},
    error_declaration{errc::not_invited, "not_invited", matching, matching_rpc, never,
                      "No open party asks this person to join it by that ticket, or not any more."},
    error_declaration{errc::still_inviting, "still_inviting", matching, matching_rpc, after_change,
                      "The people whom the ticket names are still asked: it waits for nobody yet."},
    error_declaration{errc::not_proposed, "not_proposed", matching, matching_rpc, never,
                      "The ticket is in no proposal that waits for this person's answer."},
    error_declaration{errc::being_seated, "being_seated", matching, matching_rpc, same_key,
                      "A room with a free seat is being asked to take the ticket; moments later this is decided."},
    error_declaration{errc::penalised, "penalised", matching, matching_rpc, after_change,
                      "A person has declined a proposal or said nothing to it, and may not submit for some time."},
    error_declaration{errc::chat_closed, "chat_closed", chat, chat_rpc, after_change,
                      "Nobody may write in the chat: the room is not locked in yet, or is over."},
    error_declaration{errc::message_not_found, "message_not_found", chat, chat_rpc, never,
                      "There is no such message, or not any more."},
    error_declaration{errc::too_fast, "too_fast", chat, chat_rpc, same_key,
                      "The person has written as much within a minute as one may; nothing was done."},
    error_declaration{errc::overloaded, "overloaded", flow, flow_rpc, same_key,
                      "A queue of the server is at its bound; nothing was done."},
    error_declaration{errc::rate_limited, "rate_limited", flow, flow_rpc, same_key,
                      "This session, or this person, asks more often than it may; nothing was done."},
    error_declaration{errc::draining, "draining", flow, flow_rpc, same_key,
                      "The server is shutting down; connect again, to it or to another."},
    error_declaration{errc::too_many_in_flight, "too_many_in_flight", flow, flow_rpc, same_key,
                      "This session has too many unanswered requests; nothing was done."},
    error_declaration{errc::too_many_subscriptions, "too_many_subscriptions", flow, flow_rpc, after_change,
                      "This session follows as many rooms as it may."},
    error_declaration{errc::too_many_sessions, "too_many_sessions", flow, flow_rpc, after_change,
                      "This person has as many sessions as they may."},
    error_declaration{errc::not_subscribed, "not_subscribed", flow, flow_rpc, never,
                      "This session does not follow that room."},
    error_declaration{errc::deadline_exceeded, "deadline_exceeded", flow, flow_rpc, same_key,
                      "The request's time was over before it was begun; nothing was done."},
    error_declaration{errc::contended, "contended", flow, flow_rpc, same_key,
                      "Other nodes changed the same room again and again; nothing was done."},
    error_declaration{errc::outcome_unknown, "outcome_unknown", storage, storage_rpc, same_key,
                      "The store has not said whether it was done. Asking with the same key tells."},
    error_declaration{errc::storage_full, "storage_full", storage, storage_rpc, same_key,
                      "The disk is nearly full; nothing was done."},
    error_declaration{errc::unavailable, "unavailable", storage, storage_rpc, same_key,
                      "The store cannot be reached; nothing was done."},
    error_declaration{errc::entity_unreadable, "entity_unreadable", storage, storage_rpc, never,
                      "The log of this entity holds something that this version of the server cannot read."},
};

}  // namespace table

constexpr auto& declarations = table::declarations;

constexpr bool in_order() {
  for (std::size_t i = 0; i < declarations.size(); ++i)
    if (declarations[i].code != static_cast<errc>(i)) return false;
  return true;
}
static_assert(in_order() && declarations.size() == error_count);

}  // namespace

std::span<const error_declaration> all_errors() { return declarations; }

const error_declaration& describe(errc code) { return declarations[static_cast<std::size_t>(code)]; }

std::optional<errc> error_named(std::string_view name) {
  for (const auto& row : declarations)
    if (row.name == name) return row.code;
  return std::nullopt;
}

std::string_view to_text(retry_hint hint) {
  using enum retry_hint;
  switch (hint) {
    case never:
      return "never";
    case same_key:
      return "same_key";
    case after_change:
      return "after_change";
    case reauthenticate:
      return "reauthenticate";
  }
  return "";
}

std::string_view to_text(error_group group) {
  using enum error_group;
  switch (group) {
    case protocol:
      return "protocol";
    case authentication:
      return "authentication";
    case request_key:
      return "request_key";
    case room:
      return "room";
    case matching:
      return "matching";
    case chat:
      return "chat";
    case flow:
      return "flow";
    case storage:
      return "storage";
  }
  return "";
}

std::string_view describe(error_group group) {
  using enum error_group;
  switch (group) {
    case protocol:
      return "The message is not what the protocol asks for.";
    case authentication:
      return "The caller has not said who they are, or may not do this.";
    case request_key:
      return "The request's key does not do.";
    case room:
      return "The room refuses.";
    case matching:
      return "The matcher refuses.";
    case chat:
      return "The chat refuses.";
    case flow:
      return "It could not be done now; nothing was done.";
    case storage:
      return "The store has refused, or has not answered.";
  }
  return "";
}

}  // namespace moim
