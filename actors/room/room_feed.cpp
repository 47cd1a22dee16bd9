#include "actors/room/room_feed.hpp"

#include "domain/declare/resume_token.hpp"
#include "domain/room/projection.hpp"

namespace moim {
namespace {

room_changed changes_for(const room_id& room, audience who, const moim::room& state, version from, const head& now,
                         const room_feed::events& happened) {
  room_changed seen{room, from, now.version, to_text(now), state.get<lifecycle>().phase, state.get<seats>().taken(),
                    {}};
  for (const auto& event : happened)
    if (auto change = project(event, state.kind.who_sees_members, who)) seen.changes.push_back(std::move(*change));
  if (who == audience::member) seen.notices = notices_for_members(happened);
  return seen;
}

}  // namespace

void room_feed::answer(const follow_room& asked, const room& state, const head& now) {
  auto who = audience_of(state, asked.user);
  room_followed answer{asked.room, false, to_text(now), view(state, who), {}};
  asked.reply.to->followed(asked.reply.session, asked.reply.request, who, std::move(answer));
}

void room_feed::answer(const follow_room& asked, const room& state, const head& now, const events& missed) {
  auto who = audience_of(state, asked.user);
  room_followed answer{asked.room, true, to_text(now), std::nullopt, {}};
  if (*asked.seen != now)
    answer.missed.push_back(changes_for(asked.room, who, state, asked.seen->version + 1, now, missed));
  asked.reply.to->followed(asked.reply.session, asked.reply.request, who, std::move(answer));
}

void room_feed::publish(outlets to, const entity_id& id, const room& state, const head& now, const events& happened) {
  auto told = std::make_shared<publication>(publication{id, now.version, now.version, false, {}});
  room_id room{id.high, id.low};
  for (std::size_t who = 0; who < audience_count; ++who)
    told->texts.push_back(changes_for(room, static_cast<audience>(who), state, now.version, now, happened));
  // Whoever an event is about may see more than before, or less.
  for (const auto& event : happened)
    if (auto change = project(event, roster::everyone, audience::member); change && change->user)
      told->moved.emplace_back(*change->user, audience_of(state, *change->user));
  for (auto* follower : to) follower->publish(told);
}

void room_feed::reset(outlets to, const entity_id& id, const room& state, const head& now) {
  auto told = std::make_shared<publication>(publication{id, now.version, now.version, true, {}});
  for (std::size_t who = 0; who < audience_count; ++who)
    told->texts.push_back(
        room_reset{{id.high, id.low}, now.version, to_text(now), view(state, static_cast<audience>(who))});
  for (auto* follower : to) follower->publish(told);
}

}  // namespace moim
