#pragma once

#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace moim {

/// Everything that can go wrong for a client. The string codes in the table are stable for ever.
enum class errc : std::uint8_t {
  parse_error,
  invalid_request,
  unknown_method,
  invalid_params,
  internal,
  unauthenticated,
  token_invalid,
  token_expired,
  key_missing,
  key_reused,
  key_expired,
  key_ahead,
  kind_unknown,
  seats_out_of_range,
  too_many_rooms,
  cursor_invalid,
  room_not_found,
  room_full,
  room_locked,
  room_cancelled,
  room_closed,
  room_ended,
  room_gone,
  not_locked,
  seats_taken,
  text_invalid,
  description_invalid,
  revision_stale,
  code_wrong,
  too_many_tries,
  assigned_only,
  already_member,
  not_member,
  not_host,
  host_cannot_leave,
  room_matched,
  not_offered,
  not_allowed,
  banned,
  too_many_banned,
  approval_needed,
  already_applied,
  not_applied,
  too_many_applicants,
  already_held,
  not_held,
  held_before,
  too_many_holds,
  already_in_line,
  not_in_line,
  waitlist_full,
  comment_not_found,
  not_author,
  thread_too_deep,
  too_many_comments,
  announcement_not_found,
  too_many_likes,
  pool_unknown,
  already_waiting,
  ticket_not_found,
  ticket_over,
  criterion_invalid,
  empty_list,
  too_many_muted,
  too_many_values,
  too_many_windows,
  too_many_blocks,
  size_out_of_range,
  party_invalid,
  party_fills_group,
  too_many_invitations,
  not_invited,
  still_inviting,
  not_proposed,
  being_seated,
  penalised,
  chat_closed,
  message_not_found,
  too_fast,
  overloaded,
  rate_limited,
  draining,
  too_many_in_flight,
  too_many_subscriptions,
  too_many_sessions,
  not_subscribed,
  deadline_exceeded,
  contended,
  outcome_unknown,
  storage_full,
  unavailable,
  entity_unreadable,
};
inline constexpr std::size_t error_count = static_cast<std::size_t>(errc::entity_unreadable) + 1;

/// Whether sending again can help, and how.
enum class retry_hint : std::uint8_t {
  never,           ///< the same request will be refused again
  same_key,        ///< send the same request with the same key again, later
  after_change,    ///< may succeed once something else has changed; use a new key
  reauthenticate,  ///< get a new token first
};

enum class error_group : std::uint8_t { protocol, authentication, request_key, room, matching, chat, flow, storage };

/// One row of the table of errors: all that is ever said about a code.
struct error_declaration {
  errc code;
  std::string_view name;  ///< the stable string code, `error.data.code` on the wire
  error_group group;
  int rpc_code;  ///< JSON-RPC 2.0 `error.code`
  retry_hint retry;
  std::string_view meaning;
};

/// The table of all errors, in the order of `errc`.
std::span<const error_declaration> all_errors();
const error_declaration& describe(errc code);
std::optional<errc> error_named(std::string_view name);
std::string_view to_text(retry_hint hint);
std::string_view to_text(error_group group);
/// What the errors of a group have in common: a sentence.
std::string_view describe(error_group group);

/// A failure as a value.
struct error {
  errc code = errc::internal;
  /// What is special about this case, for a person; may be empty.
  std::string detail{};
  /// When to try again, if the answer knows.
  std::optional<std::uint32_t> retry_after_ms{};
  bool operator==(const error&) const = default;
};

inline tl::unexpected<error> fail(errc code, std::string detail = {}) {
  return tl::unexpected<error>{error{code, std::move(detail), std::nullopt}};
}

template <class T>
using result = tl::expected<T, error>;

}  // namespace moim
