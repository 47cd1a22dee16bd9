#include "actors/pool/pool_entity.hpp"
#include "domain/matching/explain/explanation.hpp"

/// What a pool tells people of why their tickets wait.
namespace moim {

/// Counted by the person, not by the session: whoever is curious has as many sessions as they like.
result<method_answer> pool_entity::explanation_for(const ticket_id& ticket, const user_id& by) {
  auto waits = view_of(state(), ticket, by);
  if (!waits) return tl::unexpected{waits.error()};
  if (waits->state == ticket_state::inviting) return fail(errc::still_inviting);
  const auto& pool = state().tickets;
  if (!pool.table().find(ticket)) return fail(errc::ticket_over);
  if (auto why = explanations_.why_not(by, port().machine_now())) {
    metrics().refusals(why->code).add();
    return tl::unexpected{std::move(*why)};
  }
  return method_answer{*explain_to_people(pool, ticket, port().now(), workspace_for(pool.kind()))};
}

}  // namespace moim
