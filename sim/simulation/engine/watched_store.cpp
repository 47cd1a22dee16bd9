#include "sim/simulation/engine/watched_store.hpp"

#include "domain/planted.hpp"
#include "sim/simulation/engine/newer_version.hpp"

namespace moim::sim {
namespace {

/// How often a newer binary has something to say that an older one does not know.
constexpr double newer_event_rate = 0.02;

}  // namespace

watched_store::watched_store(std::function<time_ms()> clock, std::shared_ptr<store::memory_logs> logs, watchers who,
                             bool newer, std::function<void()> on_room_commit)
    : inner_(std::move(clock), std::move(logs)), who_(who), newer_(newer), on_room_commit_(std::move(on_room_commit)) {}

void watched_store::append(store::append_request request, store::completion<store::append_result> done) {
  auto entity = request.entity;
  auto record = request.record;
  auto commit = request.commit;
  if (is_planted(planted_bug::version_check_skipped)) request.expected = inner_.logs().head_of(entity);
  if (newer_ && !record.empty() && who_.faults.happens(newer_event_rate, "event of a newer version"))
    request.record = with_newer_event(record);
  inner_.append(std::move(request), [=, this, done = std::move(done)](store::append_result result) {
    auto* landed = std::get_if<store::committed>(&result);
    who_.faults.on_executed(commit, landed != nullptr);
    if (landed && !record.empty()) {
      who_.checker.on_landed(entity, {landed->now.version, landed->now.commit, record}, who_.world.now());
      if (entity.type == entity_type::room) on_room_commit_();
    }
    if (auto* lost = std::get_if<store::conflict>(&result); lost && newer_) read_as_newer(lost->missed);
    done(std::move(result));
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
