#include "sim/simulation/engine/watched_store.hpp"

#include "domain/planted.hpp"
#include "sim/simulation/engine/newer_version.hpp"
#include "store/storage_codec.hpp"

namespace moim::sim {
namespace {

/// How often a newer binary has something to say that an older one does not know.
constexpr double newer_event_rate = 0.02;

/// Nobody among the simulation's people.
constexpr user_id squatter{0x666, 1};

}  // namespace

watched_store::watched_store(std::function<time_ms()> clock, std::shared_ptr<store::memory_logs> logs, watchers who,
                             bool newer, bool rides, std::function<void()> on_room_commit)
    : inner_(std::move(clock), std::move(logs), who.drawn.embedded == 0, rides),
      who_(who),
      newer_(newer),
      on_room_commit_(std::move(on_room_commit)) {}

void watched_store::append(store::append_request request, store::completion<store::append_result> done) {
  auto entity = request.entity;
  auto record = request.record;
  auto commit = request.commit;
  auto forget_to = request.forget_to;
  auto saved = request.snapshot;
  if (is_planted(planted_bug::version_check_skipped)) request.expected = inner_.logs().head_of(entity);
  if (newer_ && !record.empty() && who_.faults.happens(newer_event_rate, "event of a newer version"))
    request.record = with_newer_event(record);
  if (who_.drawn.room_squatted > 0) squat_riders(request.riders);
  auto riders = request.riders;
  inner_.append(std::move(request), [=, this, done = std::move(done)](store::append_result result) {
    auto* landed = std::get_if<store::committed>(&result);
    who_.faults.on_executed(commit, landed != nullptr);
    if (landed && !record.empty()) see(entity, landed->now, record, false);
    if (landed) see_riders(riders, *landed);
    if (landed) who_.checker.on_forgotten(entity, forget_to);
    if (landed && saved) who_.checker.on_saved(entity, *saved);
    auto* lost = std::get_if<store::conflict>(&result);
    if (lost && newer_) read_as_newer(lost->missed);
    if (lost && is_planted(planted_bug::riders_land_alone)) land_alone(riders);
    done(std::move(result));
  });
}

void watched_store::see(const entity_id& entity, const head& now, const std::string& record, bool rode) {
  who_.checker.on_landed(entity, {now.version, now.commit, record}, who_.world.now(), rode);
  if (entity.type == entity_type::room && !rode) on_room_commit_();
  if (entity.type == entity_type::pool && who_.drawn.room_squatted > 0) squat(record);
}

void watched_store::see_riders(const std::vector<store::rider>& riders, const store::committed& landed) {
  if (!riders.empty()) who_.seen.count(sighting::recovery, "records rode on another one's append");
  for (std::size_t i = 0; i < riders.size(); ++i) see(riders[i].entity, landed.riders[i], riders[i].record, true);
}

/// Whoever could work out the id of a match's room would create that room before the match does.
void watched_store::squat(const std::string& pool_record) {
  auto read = store::decode_commit<matcher_event>(pool_record);
  if (!read) return;
  for (const auto& event : read->events) {
    auto* owed = std::get_if<deliveries_owed<pool_payload>>(&event);
    if (!owed) continue;
    for (const auto& item : owed->items) {
      auto* born = std::get_if<birth>(&item.what);
      if (born && who_.faults.happens(who_.drawn.room_squatted, "room squatted"))
        take(item.target, born->kind, read->at);
    }
  }
}

void watched_store::squat_riders(const std::vector<store::rider>& riders) {
  for (const auto& each : riders) {
    if (each.entity.type != entity_type::room || inner_.logs().head_of(each.entity) != head{}) continue;
    auto read = store::decode_commit<room_event>(each.record);
    auto* created = read ? std::get_if<room_created>(&read->events.front()) : nullptr;
    if (created && who_.faults.happens(who_.drawn.room_squatted, "room squatted"))
      take(each.entity, created->kind, read->at);
  }
}

void watched_store::take(const entity_id& room, moim::kind kind, time_ms at) {
  if (inner_.logs().head_of(room) != head{}) return;
  kind.open_for_s = 0;
  // Not asked for, they are not counted either.
  kind.max_open_rooms = std::numeric_limits<std::uint32_t>::max();
  std::vector<room_event> events{room_created{room_id{room.high, room.low}, squatter, kind, "mine", 1}, outbox_begun{}};
  land(room, who_.world.random() | 1, store::encode_commit<room_event>(at, events));
}

void watched_store::land_alone(const std::vector<store::rider>& riders) {
  for (const auto& each : riders) land(each.entity, each.commit, each.record);
}

/// Puts a record on top of the log, behind everybody's back.
void watched_store::land(const entity_id& entity, commit_id commit, const std::string& record) {
  store::append_request request;
  request.entity = entity;
  request.expected = inner_.logs().head_of(entity);
  request.commit = commit;
  request.record = record;
  inner_.append(std::move(request), [&](const store::append_result& result) {
    if (auto* landed = std::get_if<store::committed>(&result)) see(entity, landed->now, record, true);
  });
}

void watched_store::read(store::read_request request, store::completion<store::read_result> done) {
  inner_.read(std::move(request), [this, done = std::move(done)](store::read_result result) {
    if (result && !result->slices.empty()) who_.seen.count(sighting::recovery, "load began with what was saved");
    if (result && newer_) read_as_newer(result->records);
    done(std::move(result));
  });
}

}  // namespace moim::sim
