#include "sim/simulation/watched_store.hpp"

#include "actors/planted.hpp"

namespace moim::sim {

void watched_store::append(store::append_request request, store::completion<store::append_result> done) {
  auto entity = request.entity;
  auto record = request.record;
  auto commit = request.commit;
  if (is_planted(planted_bug::version_check_skipped)) request.expected = inner_.logs().head_of(entity);
  inner_.append(std::move(request), [=, this, done = std::move(done)](store::append_result result) {
    auto* landed = std::get_if<store::committed>(&result);
    faults_.on_executed(commit, landed != nullptr);
    if (landed && !record.empty())
      checker_.on_landed(entity, {landed->now.version, landed->now.commit, record}, clock_());
    done(std::move(result));
  });
}

void watched_store::read(store::read_request request, store::completion<store::read_result> done) {
  inner_.read(std::move(request), [this, done = std::move(done)](store::read_result result) {
    if (result && !result->slices.empty()) seen_.count(sighting::recovery, "load began with what was saved");
    done(std::move(result));
  });
}

}  // namespace moim::sim
