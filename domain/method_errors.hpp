#pragma once

#include "domain/declare/error_set.hpp"
#include "domain/protocol.hpp"

namespace moim {

/// What any call may be told: that it is none of the method's, or that the server cannot take it now.
using call_errors = error_list<errc::invalid_request, errc::invalid_params, errc::internal, errc::overloaded,
                               errc::rate_limited, errc::draining, errc::too_many_in_flight>;
/// What a request key may be refused for.
using key_errors = error_list<errc::key_missing, errc::key_reused, errc::key_expired, errc::key_ahead>;
/// What an entity with a log may say whatever it is asked.
using log_errors = error_list<errc::deadline_exceeded, errc::contended, errc::outcome_unknown, errc::storage_full,
                              errc::unavailable, errc::entity_unreadable>;

/// All errors that a call of a method may be answered with, as its declaration says: those of all methods of its sort,
/// and those that it names itself (`errors`).
template <class Method>
error_set errors_of() {
  using room_lists = lists_of_facets<room_facets>;
  constexpr auto needed = caller_of<Method>();
  error_set all;
  all.add(call_errors{});
  if (everywhere(needed) != role::guest) all.add(why_may_not(everywhere(needed), role::guest)->code);
  if (is_in_room(needed)) all.add(why_may_not(needed, role::guest)->code);
  if constexpr (Method::changes) all.add(key_errors{});
  if constexpr (std::is_same_v<decltype(Method::entity), const entity_type>) all.add(log_errors{});
  if constexpr (goes_to<Method, entity_type::room> && requires { &Method::room; })
    all.add(error_list<errc::room_not_found, errc::room_gone>{});
  if constexpr (goes_to<Method, entity_type::chat>) all.add(talk_errors{});
  if constexpr (room_lists::may_lack<Method>) all.add(errc::not_offered);
  if constexpr (requires { Method::wants_seat; }) all.add(room_lists::seat_errors{});
  if constexpr (requires { typename Method::errors; }) all.add(typename Method::errors{});
  return all;
}

/// The same of a call.
inline error_set errors_of(const method_call& call) {
  return std::visit([]<class Method>(const Method&) { return errors_of<Method>(); }, call);
}

}  // namespace moim
