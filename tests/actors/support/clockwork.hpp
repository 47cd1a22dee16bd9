#pragma once

#include "actors/entity/entity.hpp"
#include "actors/entity/saved_whole.hpp"
#include "domain/declare/due.hpp"
#include "domain/declare/fence.hpp"
#include "tests/actors/support/entity_bench.hpp"

#include <functional>

namespace moim::bench {

/// An alarm that rings by itself. One that silences another takes it away by ringing.
struct alarm {
  time_ms at = 0;
  std::uint32_t number = 0;
  std::uint32_t silences = 0;
  static constexpr auto fields() {
    return std::tuple{field{"at", &alarm::at}, field{"number", &alarm::number}, field{"silences", &alarm::silences}};
  }
};

struct alarm_set {
  static constexpr std::uint16_t code = 900;
  static constexpr std::string_view name = "alarm_set";
  static constexpr std::string_view about = "An alarm was set.";
  alarm what;
  static constexpr auto fields() { return std::tuple{field{"what", &alarm_set::what, "The alarm."}}; }
};

struct alarm_rang {
  static constexpr std::uint16_t code = 901;
  static constexpr std::string_view name = "alarm_rang";
  static constexpr std::string_view about = "An alarm rang.";
  std::uint32_t number = 0;
  static constexpr auto fields() { return std::tuple{field{"number", &alarm_rang::number, "Which."}}; }
};

/// The smallest entity that lives by time: for what is said of all of them.
struct clockwork {
  std::vector<alarm> alarms;
  std::vector<std::uint32_t> rung;
  time_ms last_at = 0;
  static constexpr auto fields() {
    return std::tuple{field{"alarms", &clockwork::alarms}, field{"rung", &clockwork::rung},
                      field{"last_at", &clockwork::last_at}};
  }
};

/// What a test asks of it: `act` decides.
struct clockwork_item {
  std::uint32_t number = 0;
  std::function<void(const clockwork&, std::vector<std::variant<fenced, alarm_set, alarm_rang>>&)> act;
  time_ms deadline = 0;
  bool changing = true;
  bool changes() const { return changing; }
};

struct clockwork_rules : saved_whole<clockwork> {
  using event = std::variant<fenced, alarm_set, alarm_rang>;
  using item = clockwork_item;
  static constexpr bool gathers = true;
  static constexpr bool is_ridden_into = false;
  static constexpr bool in_place = false;
  static void apply(clockwork& state, const event& happened, const commit_stamp& stamp) {
    state.last_at = stamp.at;
    if (auto* set = std::get_if<alarm_set>(&happened)) state.alarms.push_back(set->what);
    auto* rang = std::get_if<alarm_rang>(&happened);
    if (!rang) return;
    auto found = std::find_if(state.alarms.begin(), state.alarms.end(),
                              [&](const alarm& each) { return each.number == rang->number; });
    auto silenced = found->silences;
    state.alarms.erase(found);
    std::erase_if(state.alarms, [&](const alarm& each) { return each.number == silenced; });
    state.rung.push_back(rang->number);
  }
  static std::optional<due<event>> next_due(const clockwork& state) {
    auto first = std::min_element(state.alarms.begin(), state.alarms.end(),
                                  [](const alarm& a, const alarm& b) { return a.at < b.at; });
    if (first == state.alarms.end()) return std::nullopt;
    return due<event>{first->at, alarm_rang{first->number}};
  }
  static std::optional<time_ms> next_wake(const clockwork& state, time_ms) {
    auto next = next_due(state);
    return next ? std::optional{next->at} : std::nullopt;
  }
};

class clockwork_entity final : public entity<clockwork_rules> {
 public:
  clockwork_entity(const entity_id& id, entity_port& port, neighbours&, catalogue& metrics, const entity_limits& limits)
      : entity(id, port, metrics.entities, limits) {}
  using entity::state;

  std::vector<std::uint32_t> answered;
  std::map<std::uint32_t, errc> refused;

 private:
  void decide(clockwork_item& item, const clockwork& state, time_ms, events& out) override {
    if (item.act) item.act(state, out);
  }
  void answer(clockwork_item& item) override { answered.push_back(item.number); }
  void refuse(clockwork_item& item, error why) override { refused[item.number] = why.code; }
  void on_happened(const events&, bool) override {}
  bool is_needed() const override { return false; }
  bool is_followed() const override { return false; }
};

inline const entity_id the_clock = make::room_number(77).entity();

class clock_bench : public entity_bench<clockwork_entity> {
 public:
  explicit clock_bench(world& in) : entity_bench(in, store_kind::own) { restart(); }
  void restart() { start(the_clock); }

  /// Item `number` does what `act` says.
  void ask(std::uint32_t number, decltype(clockwork_item::act) act = {}, bool changing = true) {
    entity().add({number, std::move(act), machine_now() + hour_ms, changing});
  }
  void set(std::vector<alarm> alarms) {
    ask(0, [alarms](const clockwork&, auto& out) {
      for (const auto& each : alarms) out.push_back(alarm_set{each});
    });
    run();
  }
  /// The events on disk, commit by commit.
  std::vector<std::vector<clockwork_rules::event>> commits() const {
    std::vector<std::vector<clockwork_rules::event>> all;
    for (const auto& record : world_.logs->records_of(the_clock))
      all.push_back(store::decode_commit<clockwork_rules::event>(record.bytes).value().events);
    return all;
  }

 private:
  void deliver(const entity_id&, entity_item) override {}
};

}  // namespace moim::bench
