#include "actors/room/room_entity.hpp"
#include "domain/declare/resume_token.hpp"

/// Following a room: from a snapshot, or from where a client left off (P7), and the publications after that.
namespace moim {
namespace {

/// The most commits that a client may have missed; past it a snapshot is cheaper for everybody.
constexpr version missed_most = 1'024;
/// A commit of a hot room holds thousands of events, so these are bounded too, and commits are read a few at a time.
constexpr std::size_t missed_events_most = 8'192;
constexpr std::size_t records_at_once = 64;
/// Clients whose missed commits are being read; past it a snapshot is what they get.
constexpr std::size_t resumptions_most = 256;

}  // namespace

void room_entity::begin_following(const follow_room& call) {
  bool hopeless = !call.seen || call.seen->version > current().version ||
                  current().version - call.seen->version > missed_most || call.seen->version == 0 ||
                  resumptions_.size() >= resumptions_most;
  if (hopeless) return follow_with_snapshot(call);
  resumption from{call, *call.seen, {}};
  if (*call.seen == current()) return finish_following(from);
  auto tag = ++last_tag_;
  read_missed(tag, from);
  resumptions_.emplace(tag, std::move(from));
}

/// The client's own last commit is read too: it tells whether the client saw this log or one that was lost.
void room_entity::read_missed(read_tag tag, const resumption& from) {
  port().read(tag, {.entity = id(), .after = from.reached.version - 1, .limit = records_at_once + 1});
}

void room_entity::on_own_read(read_tag tag, store::read_result result) {
  auto found = resumptions_.find(tag);
  if (found == resumptions_.end()) return;
  auto& from = found->second;
  // The log turned out to be another one: once that is read, the call is decided against it.
  if (!is_loaded()) {
    auto call = std::move(from.call);
    resumptions_.erase(found);
    return take(std::move(call));
  }
  bool same_log = result && !result->records.empty() && result->records.front().version == from.reached.version &&
                  result->records.front().commit == from.reached.commit;
  if (same_log) {
    for (const auto& record : result->records) {
      if (record.version != from.reached.version + 1 || record.version > current().version) continue;
      auto read = store::decode_commit<room_event>(record.bytes);
      if (!read) break;
      if (is_planted(planted_bug::resume_off_by_one) && from.reached == *from.call.seen) read->events.clear();
      std::move(read->events.begin(), read->events.end(), std::back_inserter(from.missed));
      from.reached = {record.version, record.commit};
    }
  }
  // There is more, or more was committed while the log was read.
  bool goes_on = same_log && from.reached.version < current().version && result->records.size() > 1;
  bool too_much = from.missed.size() > missed_events_most;
  if (goes_on && !too_much) return read_missed(tag, from);
  auto done = std::move(from);
  resumptions_.erase(found);
  done.reached == current() && !too_much ? finish_following(done) : follow_with_snapshot(done.call);
}

void room_entity::finish_following(const resumption& from) {
  auto who = audience_of(state(), from.call.user);
  room_followed answer{room_, true, to_text(current()), std::nullopt, {}};
  if (*from.call.seen != current()) answer.missed.push_back(changes_for(who, from.call.seen->version + 1, from.missed));
  const auto& reply = from.call.reply;
  if (std::find(followers_.begin(), followers_.end(), reply.to) == followers_.end()) followers_.push_back(reply.to);
  reply.to->followed(reply.session, reply.request, who, std::move(answer));
}

void room_entity::follow_with_snapshot(const follow_room& call) {
  auto who = audience_of(state(), call.user);
  room_followed answer{room_, false, to_text(current()), view(state(), who), {}};
  const auto& reply = call.reply;
  if (std::find(followers_.begin(), followers_.end(), reply.to) == followers_.end()) followers_.push_back(reply.to);
  reply.to->followed(reply.session, reply.request, who, std::move(answer));
}

room_changed room_entity::changes_for(audience who, version from, const events& happened) const {
  room_changed seen{
      room_, from, current().version, to_text(current()), state().get<lifecycle>().phase, state().get<seats>().taken(),
      {}};
  for (const auto& event : happened)
    if (auto change = project(event, state().kind.who_sees_members, who)) seen.changes.push_back(std::move(*change));
  return seen;
}

void room_entity::publish(const events& happened) {
  if (followers_.empty()) return;
  auto publication = std::make_shared<room_publication>();
  publication->room = room_;
  for (std::size_t who = 0; who < audience_count; ++who)
    publication->seen_by[who] = changes_for(static_cast<audience>(who), current().version, happened);
  // Whoever an event is about may see more than before, or less.
  for (const auto& event : happened)
    if (auto change = project(event, roster::everyone, audience::member); change && change->user)
      publication->moved.emplace_back(*change->user, audience_of(state(), *change->user));
  for (auto* follower : followers_) follower->publish(publication);
}

void room_entity::on_failed(const error& why) {
  for (const auto& [tag, from] : std::exchange(resumptions_, {})) {
    const auto& reply = from.call.reply;
    reply.to->answer(reply.session, reply.request, tl::unexpected{why});
  }
}

/// Followers know commits that are not in the log any more: they get the room as it is instead.
void room_entity::on_forked() {
  if (followers_.empty()) return;
  auto publication = std::make_shared<room_publication>();
  publication->room = room_;
  auto& reset = publication->reset.emplace();
  for (std::size_t who = 0; who < audience_count; ++who)
    reset[who] = {room_, current().version, to_text(current()), view(state(), static_cast<audience>(who))};
  for (auto* follower : followers_) follower->publish(publication);
}

}  // namespace moim
