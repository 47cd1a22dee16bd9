#include "sim/simulation/engine/sim_kinds.hpp"

namespace moim::sim {
namespace {

pool_kind pool_named(const char* name, const parameters& drawn, std::vector<criterion_rule> criteria) {
  pool_kind made;
  made.key = name;
  made.criteria = std::move(criteria);
  if (drawn.invite_s > 0) made.invite_s = static_cast<std::uint32_t>(drawn.invite_s);
  if (drawn.ticket_ttl_s > 0) made.ttl_s = static_cast<std::uint32_t>(drawn.ticket_ttl_s);
  return made;
}

pool_rules rules_of(pool_kind matching, std::uint32_t open_for_s) {
  kind room{matching.key, 2, 64, true, roster::members, open_for_s};
  return {"", std::move(matching), std::move(room)};
}

pool_rules table_rules(const parameters& drawn) {
  auto made =
      pool_named(table_pool, drawn, {{"place", criterion_type::any_of, true}, {"level", criterion_type::spread}});
  if (drawn.patience_s > 0) made.prefer = 3;
  made.patience_s = static_cast<std::uint32_t>(drawn.patience_s);
  made.again_after_days = static_cast<std::uint32_t>(drawn.again_after_days);
  made.backfill = drawn.backfill != 0;
  return rules_of(std::move(made), static_cast<std::uint32_t>(drawn.table_open_s));
}

pool_rules duel_rules(const parameters& drawn) {
  auto made = pool_named(duel_pool, drawn, {{"game", criterion_type::equal}, {"when", criterion_type::window}});
  made.accept_within_s = static_cast<std::uint32_t>(drawn.accept_within_s);
  made.penalty_s = static_cast<std::uint32_t>(drawn.penalty_s);
  made.notice_s = 1;
  return rules_of(std::move(made), 0);
}

pool_rules choir_rules(const parameters& drawn) {
  auto made = pool_named(choir_pool, drawn, {{"voice", criterion_type::any_of}});
  made.least_tickets = 3;
  made.wave_ms = static_cast<std::uint32_t>(drawn.wave_ms);
  made.absent_after_s = static_cast<std::uint32_t>(drawn.absent_after_s);
  made.presence_every_s = made.absent_after_s > 0 ? 1 : 0;
  return rules_of(std::move(made), 0);
}

/// All that a kind's file may have tables for; where it matters, with little room and little time.
facet_rules small_facets() {
  facet_rules made;
  filtered<has_rules, room_facets>::for_each([&]<class Facet>() { made.part<Facet>().emplace(); });
  made.part<moderation>() = moderation::rules{3};
  made.part<approval>() = approval::rules{3, 5};
  made.part<holds>() = holds::rules{3, 2};
  made.part<waitlist>() = waitlist::rules{3};
  return made;
}

kind club() { return {"club", 1, 100, true, roster::everyone, 25, true, small_facets()}; }

/// The same, and everybody may come.
kind bar() {
  kind made{"bar", 1, 100, true, roster::members, 0, true, small_facets()};
  made.facets->part<approval>().reset();
  return made;
}

}  // namespace

kind_table sim_kinds(const parameters& drawn) {
  std::vector<kind> kinds{
      {"meal", 1, 100, true, roster::everyone, 25}, {"study", 1, 100, true, roster::members, 0}, club(), bar()};
  for (auto& each : kinds) each.max_open_rooms = 1;
  return kind_table{std::move(kinds), {table_rules(drawn), duel_rules(drawn), choir_rules(drawn)}};
}

}  // namespace moim::sim
