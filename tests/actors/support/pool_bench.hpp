#pragma once

#include "actors/pool/pool_entity.hpp"
#include "tests/actors/support/entity_bench.hpp"
#include "tests/support/make_tickets.hpp"

namespace moim::bench {

/// A pool on one node. What it tells rooms and inboxes is written down.
class pool_bench : public entity_bench<pool_entity> {
 public:
  explicit pool_bench(world& in, store_kind kind = store_kind::own, pool_rules with = make::rules())
      : entity_bench(in, kind), rules(std::move(with)) {
    restart();
  }

  void restart() { start(id_of(rules).entity()); }

  request_number ask(std::variant<matcher_command, ticket_query> command, const caller& who) {
    entity().receive(
        call_pool{id_of(rules), std::move(command), who, machine_now() + 10 * second_ms, {&out, 1, ++last_}});
    return last_;
  }
  request_number submit(const caller& who, const submit_request& wanted) {
    return ask(matcher_command{make::submit(wanted, rules, who)}, who);
  }
  /// Person n wants to be two at a place; the key is the n-th.
  request_number submit(std::uint64_t n, std::string place = "p") {
    return submit(by(n), make::wish(std::move(place)));
  }
  caller by(std::uint64_t n) const { return make::by(n, n, world_.time.now()); }
  ticket_view view(const ticket_id& ticket, const caller& who) {
    auto asked = ask(ticket_query{read_ticket{ticket}}, who);
    run();
    return out.as<ticket_view>(asked);
  }
  pool_label label() const { return metrics.pools.names.of(rules.room.key, rules.region); }
  /// Tickets, as the metrics tell.
  std::int64_t waiting() const { return metrics.pools.waiting(label()).value(); }
  /// Answers all that was told, as rooms and inboxes do: what comes again gets the same answer, and is told once.
  void acknowledge_all() {
    while (!births.empty() || !notes.empty()) {
      for (auto& each : std::exchange(births, {})) {
        if (acknowledged_.insert(each.number).second) born.push_back(each);
        entity().receive(delivery_answered{each.number, delivery_end::done});
      }
      for (auto& each : std::exchange(notes, {})) {
        if (acknowledged_.insert(each.number).second) told.push_back(each);
        entity().receive(delivery_answered{each.number, delivery_end::done});
      }
      run();
    }
  }

  struct told_birth {
    room_id room;
    birth born;
    std::uint64_t number = 0;
  };
  struct told_note {
    user_id user;
    note told;
    std::uint64_t number = 0;
  };
  struct told_backfill {
    backfill_proposal asked;
    std::uint64_t number = 0;
  };

  pool_rules rules;
  std::vector<told_birth> births;
  std::vector<told_note> notes;
  /// Those that were acknowledged.
  std::vector<told_birth> born;
  std::vector<told_note> told;
  std::vector<told_backfill> backfills;
  /// The numbers of the searches that it has on disk.
  std::vector<std::uint64_t> searches_taken;
  std::size_t deliveries_denied = 0;

 private:
  void deliver(const entity_id& to, entity_item item) override {
    if (auto* each = std::get_if<delivered<birth>>(&item))
      births.push_back({room_id{to.high, to.low}, each->what, each->number});
    if (auto* each = std::get_if<delivered<note>>(&item))
      notes.push_back({user_id{to.high, to.low}, each->what, each->number});
    if (auto* each = std::get_if<delivered<backfill_proposal>>(&item)) backfills.push_back({each->what, each->number});
    deliveries_denied += std::holds_alternative<delivery_unknown>(item);
    auto* answered = std::get_if<delivery_answered>(&item);
    if (answered && answered->end == delivery_end::done) searches_taken.push_back(answered->number);
  }

  request_number last_ = 0;
  std::set<std::uint64_t> acknowledged_;
};

}  // namespace moim::bench
