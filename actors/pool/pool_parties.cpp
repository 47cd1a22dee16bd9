#include "actors/pool/pool_entity.hpp"

/// Who is told that a ticket invites them. It is no news for their inbox: it is worth something for a minute.
namespace moim {

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
