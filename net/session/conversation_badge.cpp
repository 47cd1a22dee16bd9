#include "net/session/conversation.hpp"

/// `inbox.badge`: the one question of a client's that several entities answer together.
namespace moim {

void conversation::begin_badge(const read_badge& wanted, asked what, const caller& who, time_ms deadline,
                               const instant& now) {
  if (badge_)
    return replies_.tell(what, fail(errc::too_many_in_flight, "an inbox.badge of this session is under way"), now);
  badge_.emplace(std::move(what), who, deadline);
  ask_for_badge(router_.route(wanted, who, deadline), {});
  ask_for_badge(router_.route(read_user{}, who, deadline), {});
}

void conversation::ask_for_badge(result<routed_call> where, const room_id& room) {
  auto& message = std::get<node_message>(*where);
  address_reply(message, calls_.add({0, call_role::badge, room.entity()}));
  shared_.messages.push_back(std::move(message));
}

void conversation::badge_answered(const room_id& room, result<method_answer> answer, const instant& now) {
  badge_->take(room, std::move(answer));
  for (const auto& each : badge_->take_questions())
    ask_for_badge(router_.route(each, badge_->who(), badge_->deadline()), each.room);
  if (!badge_->complete()) return;
  replies_.tell(badge_->what(), badge_->take_answer(), now);
  badge_.reset();
}

}  // namespace moim
