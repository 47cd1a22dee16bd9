#include "net/session.hpp"

/// What the client asks about tickets and of the inbox.
namespace moim {

void session::submit(incoming_call& call, const submit_request& wanted, const instant& now) {
  auto rules = shared_.kinds.find_pool(wanted.kind, wanted.region.value_or(std::string{}));
  if (!rules) return tell(asked_by(call, now), fail(errc::pool_unknown), now);
  auto made = ticket_of(shared_.secret, wanted, *rules, who_->user, *call.options.key);
  if (!made) return tell(asked_by(call, now), tl::unexpected{made.error()}, now);
  auto pool = id_of(*rules);
  deliver_pool(call, pool, matcher_command{submit_resolved{std::move(rules), std::move(*made), wanted.ttl_s}}, now);
}

void session::list(incoming_call& call, const list_tickets& wanted, const instant& now) {
  auto rules = shared_.kinds.find_pool(wanted.kind, wanted.region.value_or(std::string{}));
  if (!rules) return tell(asked_by(call, now), fail(errc::pool_unknown), now);
  deliver_pool(call, id_of(*rules), ticket_query{wanted}, now);
}

/// An explanation costs as much as a search: fewer of them are answered than of other requests.
void session::explain(incoming_call& call, const explain_request& wanted, const instant& now) {
  if (explanations_.take(now.steady_ms())) return ask_pool_of(call, wanted, now);
  shared_.metrics.refused(edge_refusal::rate).add();
  tell(asked_by(call, now), tl::unexpected{error{errc::rate_limited, {}, explanations_.wait_ms()}}, now);
}

/// A ticket's id tells its pool.
template <class Wanted>
void session::ask_pool_of(incoming_call& call, const Wanted& wanted, const instant& now) {
  auto pool = shared_.kinds.pool_of(wanted.ticket);
  if (!pool) return tell(asked_by(call, now), fail(errc::ticket_not_found), now);
  if constexpr (Wanted::changes)
    deliver_pool(call, *pool, matcher_command{wanted}, now);
  else
    deliver_pool(call, *pool, ticket_query{wanted}, now);
}

template void session::ask_pool_of(incoming_call&, const cancel_request&, const instant&);
template void session::ask_pool_of(incoming_call&, const accept_request&, const instant&);
template void session::ask_pool_of(incoming_call&, const decline_request&, const instant&);
template void session::ask_pool_of(incoming_call&, const read_ticket&, const instant&);

void session::deliver_pool(incoming_call& call, const pool_id& pool,
                           std::variant<matcher_command, ticket_query> command, const instant& now) {
  auto reply = await({0, call_role::plain, {}, asked_by(call, now)});
  shared_.messages.push_back(call_pool{pool, std::move(command), caller{who_->user, call.options.key, call.parameters},
                                       deadline_of(call, now), reply});
}

void session::deliver_inbox(incoming_call& call, inbox_command command, const instant& now) {
  auto reply = await({0, call_role::plain, {}, asked_by(call, now)});
  shared_.messages.push_back(call_inbox{who_->user, std::move(command), deadline_of(call, now), reply});
}

}  // namespace moim
