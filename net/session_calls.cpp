#include "domain/declare/derived_ids.hpp"
#include "domain/planted.hpp"
#include "net/message_frame.hpp"
#include "net/session.hpp"

/// What the client asks for: each message becomes an answer or a message to the actors.
namespace moim {
namespace {

/// Refused tokens after which a session that has said nothing better is closed.
constexpr std::uint32_t tokens_refused_most = 3;
/// Tokens may be good for longer than a clock can count.
constexpr time_ms longest_ms = 10 * 365 * 24 * hour_ms;

template <class... Functions>
struct overload : Functions... {
  using Functions::operator()...;
};
// clang 14 does not deduce aggregates by itself.
template <class... Functions>
overload(Functions...) -> overload<Functions...>;

bool needs_identity(const method_call& call) {
  return !std::holds_alternative<authenticate>(call) && !std::holds_alternative<list_kinds>(call) &&
         !std::holds_alternative<list_pools>(call);
}

time_ms steady_end(const identity& who, const instant& now) {
  return now.steady_ms() + (who.expires_at < now.at + longest_ms ? who.expires_at - now.at : longest_ms);
}

}  // namespace

void session::handle_message(std::string_view message, const instant& now) {
  auto decoded = decode_call(encoding_, message);
  if (!decoded) return refuse_malformed(decoded.error(), now);
  malformed_in_a_row_ = 0;
  if (auto* discovery = std::get_if<discovery_call>(&*decoded)) {
    if (!within_rate(discovery->id, now)) return;
    shared_.scratch.clear();
    encode_discovery(encoding_, discovery->id, shared_.scratch);
    return append(message_opcode(encoding_), shared_.scratch, now);
  }
  auto& call = std::get<incoming_call>(*decoded);
  if (!within_rate(call.id, now)) return;
  if (auto why = why_not(call.call)) return tell(asked_by(call, now), tl::unexpected{std::move(*why)}, now);
  dispatch(call, now);
}

void session::refuse_malformed(const call_failure& failure, const instant& now) {
  if (!within_rate(failure.id, now)) return;
  refuse(failure.id, failure.why, now);
  bool is_no_request = failure.why.code == errc::parse_error || failure.why.code == errc::invalid_request;
  malformed_in_a_row_ = is_no_request ? malformed_in_a_row_ + 1 : 0;
  if (malformed_in_a_row_ >= shared_.limits.malformed_most) close(close_code::too_many_errors, now);
}

bool session::within_rate(const std::optional<rpc_id>& id, const instant& now) {
  if (rate_.take(now.steady_ms())) {
    refused_in_a_row_ = 0;
    return true;
  }
  shared_.metrics.refused(edge_refusal::rate).add();
  refuse(id, error{errc::rate_limited, {}, rate_.wait_ms()}, now);
  if (++refused_in_a_row_ >= shared_.limits.rate_refusals_most) close(close_code::rate_abuse, now);
  return false;
}

/// What every call has to pass, whatever it asks for.
std::optional<error> session::why_not(const method_call& call) const {
  const auto& limits = shared_.limits;
  auto turn_away = [&](edge_refusal reason, errc code) {
    shared_.metrics.refused(reason).add();
    return error{code, {}, limits.retry_after_ms};
  };
  if (shared_.draining) return turn_away(edge_refusal::draining, errc::draining);
  if (!who_ && needs_identity(call)) return error{errc::unauthenticated};
  if (in_flight_ >= limits.in_flight_most) return turn_away(edge_refusal::in_flight, errc::too_many_in_flight);
  if (shared_.in_flight >= limits.hub_in_flight_most) return turn_away(edge_refusal::overload, errc::overloaded);
  return std::nullopt;
}

void session::dispatch(incoming_call& call, const instant& now) {
  std::visit(overload{
                 [&](const authenticate& wanted) { authenticate_with(wanted.token, asked_by(call, now), now); },
                 [&](const read_session&) { tell(asked_by(call, now), view(now), now); },
                 [&](const list_kinds&) { tell(asked_by(call, now), shared_.kinds.all(), now); },
                 [&](const resume_session& wanted) { resume(call, wanted, now); },
                 [&](const subscribe_room& wanted) { subscribe(call, wanted, now); },
                 [&](const unsubscribe_room& wanted) { unsubscribe(wanted.room, asked_by(call, now), now); },
                 [&](const create_room& wanted) { create(call, wanted, now); },
                 [&](const list_rooms& wanted) {
                   auto reply = await({0, call_role::plain, {}, asked_by(call, now)});
                   shared_.messages.push_back(call_directory{wanted, deadline_of(call, now), reply});
                 },
                 [&](const read_user& wanted) {
                   auto reply = await({0, call_role::plain, {}, asked_by(call, now)});
                   shared_.messages.push_back(call_user{who_->user, wanted, deadline_of(call, now), reply});
                 },
                 [&](const list_pools&) { tell(asked_by(call, now), shared_.kinds.pools(), now); },
                 [&](const submit_request& wanted) { submit(call, wanted, now); },
                 [&](const list_tickets& wanted) { list(call, wanted, now); },
                 [&](const explain_request& wanted) { explain(call, wanted, now); },
                 [&](const cancel_request& wanted) { ask_pool_of(call, wanted, now); },
                 [&](const accept_request& wanted) { ask_pool_of(call, wanted, now); },
                 [&](const decline_request& wanted) { ask_pool_of(call, wanted, now); },
                 [&](const read_ticket& wanted) { ask_pool_of(call, wanted, now); },
                 [&](const read_inbox& wanted) { deliver_inbox(call, wanted, now); },
                 [&](const mark_inbox& wanted) { deliver_inbox(call, wanted, now); },
                 // All others are a room's own commands.
                 [&](const auto& wanted) { deliver_room(call, wanted.room, wanted, now); },
             },
             call.call);
}

void session::authenticate_with(std::string_view token, asked what, const instant& now) {
  auto claimed = shared_.check_token(token, now.at);
  if (claimed && who_ && claimed->user != who_->user)
    claimed = fail(errc::token_invalid, "this session belongs to somebody else");
  if (!claimed) {
    tell(what, tl::unexpected{claimed.error()}, now);
    if (++tokens_refused_ >= tokens_refused_most && !who_) close(close_code::token_refused, now);
    return;
  }
  if (!who_) return open_for(*claimed, {0, call_role::authenticate, {}, std::move(what)}, now);
  who_ = *claimed;
  expires_ms_ = steady_end(*who_, now);
  tell(what, view(now), now);
}

void session::identify(const identity& who, const instant& now) {
  open_for(who, {0, call_role::open, {}, asked{{}, method_label::unknown, now.steady_ns}}, now);
}

/// From here on the client's calls are this person's; should the person have too many sessions, this one is closed.
void session::open_for(const identity& who, pending_call call, const instant& now) {
  who_ = who;
  expires_ms_ = steady_end(who, now);
  shared_.metrics.sessions().add();
  auto reply = await(std::move(call));
  shared_.messages.push_back(open_session{who.user, now.steady_ms() + shared_.limits.call_timeout_ms, reply});
}

void session::create(incoming_call& call, const create_room& wanted, const instant& now) {
  const auto* kind = shared_.kinds.find(wanted.kind);
  if (kind == nullptr) return tell(asked_by(call, now), fail(errc::kind_unknown), now);
  auto room = created_room_id(shared_.secret, who_->user, *call.options.key);
  if (is_planted(planted_bug::room_id_by_chance)) room.low ^= static_cast<std::uint64_t>(now.steady_ns);
  deliver_room(call, room, create_room_resolved{room, *kind, wanted.title, wanted.seats.value_or(kind->seats_most)},
               now);
}

void session::deliver_room(incoming_call& call, const room_id& room, room_command command, const instant& now) {
  auto reply = await({0, call_role::plain, {}, asked_by(call, now)});
  shared_.messages.push_back(call_room{room, std::move(command), caller{who_->user, call.options.key, call.parameters},
                                       deadline_of(call, now), reply});
}

reply_address session::await(pending_call call) {
  call.number = ++last_request_;
  // The rooms of a resume are one request of the client's.
  if (call.role != call_role::resume) ++in_flight_;
  calls_.add(std::move(call));
  ++shared_.in_flight;
  shared_.metrics.requests_in_flight().add();
  return {&shared_.self, number_, last_request_};
}

void session::look_at_clock(const instant& now) {
  if (who_) expires_ms_ = steady_end(*who_, now);
  tick(now);
}

time_ms session::deadline_of(const incoming_call& call, const instant& now) const {
  return now.steady_ms() +
         (call.options.timeout_ms ? time_ms{*call.options.timeout_ms} : shared_.limits.call_timeout_ms);
}

}  // namespace moim
