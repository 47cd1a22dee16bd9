#include "actors/pool/pool_entity.hpp"

/// Who is told that a ticket invites them. It is no news for their inbox: it is worth something for a minute.
namespace moim {

/// Counted before anything is decided: whoever invites and cancels, again and again, would push to people as fast as
/// their session may ask. It says nothing of those who are invited.
std::optional<error> pool_entity::why_no_invitation(const call_pool& call) {
  const auto* command = std::get_if<matcher_command>(&call.command);
  const auto* submit = command ? std::get_if<submit_resolved>(command) : nullptr;
  bool invites = submit && submit->ticket.users.size() > 1 && !call.who.vouches;
  return invites ? invitations_.why_not(call.who.user, port().machine_now()) : std::nullopt;
}

void pool_entity::push_parties(const events& happened) {
  for (const auto& event : happened) {
    if (auto* made = std::get_if<party_invited>(&event)) {
      const auto& region = state().region;
      invited_to_party told{made->ticket.id, state().room.key, std::nullopt, made->ticket.users, made->until};
      if (!region.empty()) told.region = region;
      for (const auto& user : made->asked) neighbours_.push(user, told);
    } else if (auto* closed = std::get_if<party_closed>(&event)) {
      for (const auto& user : closed->users) neighbours_.push(user, party_over{closed->ticket, !closed->why});
    }
  }
}

}  // namespace moim
