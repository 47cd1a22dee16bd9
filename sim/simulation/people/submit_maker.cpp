#include "sim/simulation/people/submit_maker.hpp"

#include "sim/simulation/engine/sim_kinds.hpp"

namespace moim::sim {
namespace {

named_criterion list_of(const char* name, std::vector<std::string> values) {
  named_criterion made;
  made.name = name;
  made.values = std::move(values);
  made.listed = true;
  return made;
}

group_size from_to(std::uint32_t min, std::uint32_t max) { return {min, max, std::nullopt}; }

}  // namespace

submit_request submit_maker::any() {
  auto which = world_.random() % 3;
  auto wanted = which == 0 ? for_table() : which == 1 ? for_duel() : for_choir();
  bring_company(wanted);
  if (world_.chance(0.2)) wanted.ttl_s = static_cast<std::uint32_t>(between(1, 5));
  return wanted;
}

user_id submit_maker::anybody() { return {0x100, static_cast<std::uint64_t>(between(1, drawn_.people))}; }

void submit_maker::bring_company(submit_request& wanted) {
  if (world_.chance(0.2)) {
    auto other = anybody();
    if (other != user_) wanted.users = std::vector{user_, other};
    auto third = anybody();
    if (wanted.users && third != user_ && third != other && world_.chance(0.2)) wanted.users->push_back(third);
  }
  if (!world_.chance(0.2)) return;
  wanted.not_with.emplace();
  for (auto left = between(1, 2); left > 0; --left) {
    unwanted whom{anybody(), std::nullopt};
    if (world_.chance(0.7)) whom.until_ms = world_.now() + between(500, 8'000);
    wanted.not_with->push_back(whom);
  }
}

submit_request submit_maker::for_table() {
  const char* places[]{"north", "south", "east"};
  submit_request wanted;
  wanted.kind = table_pool;
  wanted.size = from_to(2, static_cast<std::uint32_t>(between(2, 5)));
  auto first = world_.random() % 3;
  std::vector<std::string> chosen{places[first]};
  if (world_.chance(0.4)) chosen.push_back(places[(first + 1) % 3]);
  named_criterion level;
  level.name = "level";
  level.spread = spread_terms{{between(0, 3'000)}, between(200, 1'500)};
  wanted.criteria = criteria{{list_of("place", chosen), level}};
  if (!world_.chance(0.3)) return wanted;
  relaxation step;
  step.after_s = static_cast<std::uint32_t>(between(1, 4));
  // Anywhere.
  step.criteria = criteria{{list_of("place", {})}};
  if (world_.chance(0.5)) step.size = from_to(2, 6);
  wanted.relax = std::vector{step};
  return wanted;
}

submit_request submit_maker::for_duel() {
  submit_request wanted;
  wanted.kind = duel_pool;
  wanted.size = from_to(2, static_cast<std::uint32_t>(between(2, 3)));
  named_criterion game;
  game.name = "game";
  game.values = {world_.chance(0.5) ? "chess" : "go"};
  wanted.criteria = criteria{{game}};
  if (!world_.chance(0.6)) return wanted;
  named_criterion when;
  when.name = "when";
  for (auto left = between(1, 2); left > 0; --left) {
    auto from = world_.now() + between(0, 20'000);
    when.windows.push_back({from, from + between(6'000, 30'000), between(1'000, 4'000)});
  }
  wanted.criteria->all.push_back(when);
  return wanted;
}

submit_request submit_maker::for_choir() {
  const char* voices[]{"alto", "bass"};
  submit_request wanted;
  wanted.kind = choir_pool;
  wanted.size = world_.chance(0.5) ? from_to(3, 4) : group_size{std::nullopt, std::nullopt, std::vector{3u, 5u}};
  wanted.criteria = criteria{{list_of("voice", {voices[world_.random() % 2]})}};
  if (!world_.chance(0.4)) return wanted;
  relaxation step;
  step.after_s = static_cast<std::uint32_t>(between(1, 6));
  step.criteria = criteria{{list_of("voice", {"alto", "bass"})}};
  wanted.relax = std::vector{step};
  return wanted;
}

}  // namespace moim::sim
