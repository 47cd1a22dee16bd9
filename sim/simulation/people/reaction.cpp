#include "sim/simulation/people/reaction.hpp"

namespace moim::sim {

reaction reaction_to(const failure& why, const sent_request& asked) {
  // The introduction did not arrive, or the rooms to resume are too many for what is on its way.
  if (why.known_code == errc::unauthenticated) return reaction::reconnect;
  if (why.known_code == errc::too_many_subscriptions && std::holds_alternative<resume_session>(asked.call))
    return reaction::reconnect;
  if (why.retry == retry_hint::same_key || why.known_code == errc::unavailable) return reaction::ask_again;
  // A node of an older version cannot read the entity; others can.
  bool must_know = asked.options.key || std::holds_alternative<read_inbox>(asked.call);
  if (why.known_code == errc::entity_unreadable && must_know) return reaction::reconnect;
  return reaction::settle;
}

}  // namespace moim::sim
