#include "sim/simulation/report/run_metrics.hpp"

#include <catch2/catch.hpp>
#include <spdlog/spdlog.h>

using namespace moim;

namespace {

bool has_line(const std::string& text, const std::string& line) {
  return text.find("\n" + line + "\n") != std::string::npos;
}

/// The series of a group's metric, as many as there are.
std::size_t series_of(const std::string& text, const std::string& name) {
  std::size_t found = 0;
  for (auto at = text.find("\n" + name + "{"); at != std::string::npos; at = text.find("\n" + name + "{", at + 1))
    ++found;
  return found;
}

}  // namespace

TEST_CASE("Prometheus is told all that the report counts") {
  spdlog::set_level(spdlog::level::off);
  catalogue metrics{"tests"};
  sim::totals all;
  for (std::uint64_t seed : {1, 2}) all.add(sim::simulation{seed, metrics, {}}.run());
  auto text = sim::exposition(all, metrics);

  CHECK(has_line(text, "moim_sim_seeds_total 2"));
  CHECK(has_line(text, "moim_sim_failures_total 0"));
  CHECK(has_line(text, "moim_sim_commits_total " + std::to_string(all.commits)));
  CHECK(has_line(text, "moim_sim_answers_total " + std::to_string(all.answers)));
  CHECK(series_of(text, "moim_sim_faults_total") == all.seen.of(sim::sighting::fault).size());
  CHECK(series_of(text, "moim_sim_told_total") == all.seen.of(sim::sighting::answer).size());
  for (const auto& [what, times] : all.seen.of(sim::sighting::event))
    CHECK(has_line(text, fmt::format("moim_sim_logged_total{{event=\"{}\"}} {}", what, times)));
}

TEST_CASE("Prometheus is told of the entities themselves, under the names that a server gives them") {
  spdlog::set_level(spdlog::level::off);
  catalogue metrics{"tests"};
  sim::totals all;
  all.add(sim::simulation{1, metrics, {}}.run());
  auto text = sim::exposition(all, metrics);
  auto committed = metrics.entities.appends(append_outcome::committed).value();
  REQUIRE(committed > 0);
  CHECK(has_line(text, fmt::format("moim_sim_ways_back_total{{way_back=\"append committed\"}} {}", committed)));
  CHECK(text.find(std::string{metrics.entities.appends.declaration().name} + "{") != std::string::npos);
  // Reading counts nothing: the same again.
  CHECK(has_line(sim::exposition(all, metrics),
                 fmt::format("moim_sim_ways_back_total{{way_back=\"append committed\"}} {}", committed)));
}

TEST_CASE("a run that breaks a promise is counted apart from those that pass") {
  spdlog::set_level(spdlog::level::off);
  catalogue metrics{"tests"};
  // On so long a way nothing arrives before the end: whatever the seed, people wait for their answers.
  auto done = sim::simulation{1, metrics, {{{"network-ms", 1'000'000}, {"recovery-phase-ms", 0}}, nullptr}}.run();
  REQUIRE(done.broken);
  sim::totals all;
  all.add(done);
  auto text = sim::exposition(all, metrics);
  CHECK(has_line(text, "moim_sim_failures_total 1"));
  CHECK(has_line(text, "moim_sim_seeds_total 0"));
  CHECK(sim::progress_of(all).starts_with("0 seeds passed, 1 failed, "));
}
