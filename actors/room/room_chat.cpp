#include "actors/room/room_entity.hpp"
#include "domain/chat/chat.hpp"
#include "domain/planted.hpp"

#include <algorithm>

/// What a room does for its chat: it lets calls through in the order of its own batch, so that whoever was told "you
/// are in" may speak, and whoever was told "you are out" may not; and it says who may not read any more.
namespace moim {
namespace {

/// Whether the chat may have answered the request before: then it alone knows (P3). A room that is forgotten knows of
/// nothing that was done in it, and neither does its chat.
bool may_be_done(const call_chat& call, errc why) {
  return changes(call.command) && why != errc::not_offered && why != errc::room_not_found && why != errc::room_gone;
}

}  // namespace

void room_entity::receive(call_chat call) {
  auto deadline = call.deadline;
  add({std::move(call), deadline});
}

void room_entity::receive(follow_chat call) {
  auto deadline = call.deadline;
  add({std::move(call), deadline});
}

void room_entity::receive(const unfollow_chat& message) {
  std::erase(chat_followers_, message.from);
  neighbours_.deliver(chat_of(room_), message);
}

void room_entity::decide_talk(room_item& item, const room& state) const {
  std::optional<error> why;
  if (auto* call = std::get_if<call_chat>(&item.call))
    why = std::visit([&](const auto& asked) { return talk::why_not(state, asked, call->who.user, call->who.as); },
                     call->command);
  else if (auto* follow = std::get_if<follow_chat>(&item.call))
    why = talk::why_not(state, subscribe_chat{}, follow->user, follow->as);
  item.decided = why ? result<room_answer>{tl::unexpected{std::move(*why)}} : done{};
}

/// A follow is let through as the room is now, not as it was in the midst of the batch: of what came after it in the
/// batch this outlet has not heard.
void room_entity::answer_talk(room_item& item) {
  if (auto* follow = std::get_if<follow_chat>(&item.call)) {
    decide_talk(item, state());
    if (!item.decided) return refuse(item, item.decided.error());
    auto* from = follow->reply.to;
    bool is_new = std::find(chat_followers_.begin(), chat_followers_.end(), from) == chat_followers_.end();
    if (is_new) chat_followers_.push_back(from);
    return neighbours_.deliver(chat_of(room_), std::move(*follow));
  }
  auto& call = std::get<call_chat>(item.call);
  if (!item.decided && !may_be_done(call, item.decided.error().code)) return refuse(item, item.decided.error());
  auto why = item.decided ? std::nullopt : std::optional{std::move(item.decided.error())};
  neighbours_.deliver(chat_of(room_), talk_passed{std::move(call), *state().kind.rules<talk>(), std::move(why)});
}

/// Looks at whom the events are about, and at who was the host before them. Once the room is forgotten nobody may.
void room_entity::look_who_may_read(const events& happened) {
  auto host_before = std::exchange(known_host_, state().get<hosting>().host);
  if (chat_followers_.empty()) return;
  if (why_silent(state())) return shut_out({chat_of(room_), true});
  exclusion whom{chat_of(room_)};
  auto look = [&](const user_id& user) {
    if (!talk::may_read(state(), user)) whom.people.push_back(user);
  };
  for (const auto& event : happened)
    std::visit(
        [&](const auto& each) {
          if constexpr (requires { look(each.user); }) look(each.user);
        },
        event);
  if (host_before != known_host_) look(host_before);
  if (!whom.people.empty()) shut_out(std::move(whom));
}

void room_entity::shut_out(exclusion whom) {
  if (is_planted(planted_bug::shut_out_not_told)) return;
  std::sort(whom.people.begin(), whom.people.end());
  auto told = std::make_shared<exclusion>(std::move(whom));
  for (auto* follower : chat_followers_) follower->shut_out(told);
}

/// Another log may have other members.
void room_entity::on_forked() {
  followed_entity::on_forked();
  if (!chat_followers_.empty()) shut_out({chat_of(room_), true});
}

/// What happens until the log is read again nobody is told.
void room_entity::on_failed(const error& why) {
  followed_entity::on_failed(why);
  if (!chat_followers_.empty()) shut_out({chat_of(room_), true});
}

}  // namespace moim
