#include "sim/simulation/watched_store.hpp"

#include "actors/planted.hpp"

namespace moim::sim {

void watched_store::append(store::append_request request, store::completion<store::append_result> done) {
  auto entity = request.entity;
  auto record = request.record;
  if (is_planted(planted_bug::version_check_skipped)) request.expected = inner_.logs().head_of(entity);
  inner_.append(std::move(request), [&, entity, record, done = std::move(done)](store::append_result result) {
    auto* landed = std::get_if<store::committed>(&result);
    if (landed && !record.empty())
      checker_.on_landed(entity, {landed->now.version, landed->now.commit, record}, clock_());
    done(std::move(result));
  });
}

}  // namespace moim::sim
