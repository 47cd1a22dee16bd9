#include "actors/chat/chat_feed.hpp"

#include "domain/chat/chat_projection.hpp"
#include "domain/declare/resume_token.hpp"

namespace moim {
namespace {

chat_changed changes_for(const room_id& room, const chat& state, version from, const head& now,
                         const chat_feed::events& happened) {
  chat_changed seen{room, from, now.version, to_text(now), {}};
  for (const auto& event : happened)
    if (auto change = project(event, state)) seen.changes.push_back(std::move(*change));
  return seen;
}

void tell(const follow_chat& asked, chat_followed answer) {
  asked.reply.to->followed(asked.reply.session, asked.reply.request, audience::member, std::move(answer));
}

chat_page newest_page(const chat& state) { return page_of(state, read_chat{}); }

}  // namespace

void chat_feed::answer(const follow_chat& asked, const chat& state, const head& now) {
  tell(asked, {asked.room, false, to_text(now), newest_page(state), {}});
}

void chat_feed::answer(const follow_chat& asked, const chat& state, const head& now, const events& missed) {
  if (!keeps_all(missed, state)) return answer(asked, state, now);
  chat_followed told{asked.room, true, to_text(now), std::nullopt, {}};
  if (*asked.seen != now) told.missed.push_back(changes_for(asked.room, state, asked.seen->version + 1, now, missed));
  tell(asked, std::move(told));
}

void chat_feed::publish(outlets to, const entity_id& id, const chat& state, const head& now, const events& happened) {
  auto told = std::make_shared<publication>(publication{id, now.version, now.version, false, {}});
  told->texts.push_back(changes_for(room_of_chat(id), state, now.version, now, happened));
  for (auto* follower : to) follower->publish(told);
}

void chat_feed::reset(outlets to, const entity_id& id, const chat& state, const head& now) {
  auto told = std::make_shared<publication>(publication{id, now.version, now.version, true, {}});
  told->texts.push_back(chat_reset{room_of_chat(id), now.version, to_text(now), newest_page(state)});
  for (auto* follower : to) follower->publish(told);
}

}  // namespace moim
