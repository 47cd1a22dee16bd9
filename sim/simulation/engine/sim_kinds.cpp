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

facet_rules only_talk(const chat_terms& terms) {
  facet_rules made;
  made.part<talk>() = terms;
  return made;
}

/// All that a kind's file may have tables for; where it matters, with little room and little time.
facet_rules small_facets() {
  facet_rules made;
  filtered<has_rules, room_facets>::for_each([&]<class Facet>() { made.part<Facet>().emplace(); });
  made.part<moderation>() = moderation::rules{3};
  made.part<approval>() = approval::rules{3, 5};
  made.part<holds>() = holds::rules{3, 2};
  made.part<waitlist>() = waitlist::rules{3};
  made.part<assignment>().reset();
  made.part<entry_code>().reset();
  made.part<comments>() = comments::rules{40, 2, 8, 3, circle::members};
  made.part<announcements>() = announcements::rules{2, 40, circle::members};
  made.part<likes>() = likes::rules{3};
  made.part<notices>() = notice_topics{
      {"seat_taken", "seat_left", "room_locked", "room_cancelled", "room_closed"},
      {"applied", "waiting_began", "waiting_ended"},
      inbox_topics{{"room_locked", "room_cancelled", "room_closed"},
                   {"applied", "seat_taken", "seat_left"},
                   {"applicant_accepted", "applicant_rejected", "kicked", "banned", "seat_taken", "seat_freed"}}};
  made.part<talk>() = chat_terms{.max_chars = 40, .keep_messages = 12, .messages_per_minute = 12};
  return made;
}

kind club() { return {"club", 1, 100, true, roster::everyone, 25, true, small_facets()}; }

/// The same, and everybody may come.
kind bar() {
  kind made{"bar", 1, 100, true, roster::members, 0, true, small_facets()};
  made.facets->part<approval>().reset();
  made.facets->part<comments>()->who = circle::everyone;
  made.facets->part<announcements>()->who = circle::everyone;
  made.facets->part<talk>()->who = circle::everyone;
  made.facets->part<talk>()->opens = chat_opening::when_locked;
  return made;
}

/// Whoever has the code comes, and its description says when it locks in and ends.
kind crew() {
  kind made{"crew", 1, 100, true, roster::everyone, 0, true, facet_rules{}};
  made.facets->part<description>().emplace();
  made.facets->part<entry_code>().emplace();
  made.facets->part<holds>() = holds::rules{3, 2};
  made.facets->part<kept_history>() = kept_history::rules{1};
  auto& hours = made.facets->part<schedule>().emplace();
  hours.lock_before_start_s = 1;
  hours.end_at_end = true;
  hours.end_after_s = 10;
  return made;
}

/// Who comes others decide.
kind team() {
  kind made{"team", 1, 100, true, roster::everyone, 0, true, facet_rules{}};
  made.facets->part<moderation>() = moderation::rules{3};
  made.facets->part<assignment>().emplace();
  return made;
}

}  // namespace

kind_table sim_kinds(const parameters& drawn) {
  std::vector<kind> kinds{
      {"meal", 1, 100, true, roster::everyone, 25, true, only_talk({.keep_messages = 6, .messages_per_minute = 1'000})},
      {"study", 1, 100, true, roster::members, 0, true, only_talk({.who = circle::everyone, .keep_messages = 30})},
      club(),
      bar(),
      crew(),
      team()};
  for (auto& each : kinds) each.max_open_rooms = 1;
  return kind_table{std::move(kinds), {table_rules(drawn), duel_rules(drawn), choir_rules(drawn)}};
}

}  // namespace moim::sim
