#pragma once

#include "actors/pool/pool_entity.hpp"
#include "tests/actors/support/entity_bench.hpp"
#include "tests/support/make_tickets.hpp"

namespace moim::bench {

/// A pool on one node. What it tells rooms and inboxes is written down.
class pool_bench : public entity_bench<pool_entity>, public pool_neighbours {
 public:
  explicit pool_bench(world& in, store_kind kind = store_kind::own, pool_rules with = make::rules())
      : entity_bench(in, kind), rules(std::move(with)) {
    restart();
  }

  void restart() { start(id_of(rules).entity(), id_of(rules), *this, *this, metrics, limits); }

  request_number ask(std::variant<matcher_command, ticket_query> command, const caller& who) {
    entity().take(call_pool{id_of(rules), std::move(command), who, machine_now() + 10 * second_ms, {&out, 1, ++last_}});
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
  /// Answers all that was told, as rooms and inboxes do.
  void acknowledge_all() {
    while (!births.empty() || !notes.empty()) {
      for (auto& each : std::exchange(births, {})) {
        born.push_back(each);
        entity().on_taken({each.from, each.news, {}});
      }
      for (auto& each : std::exchange(notes, {})) {
        told.push_back(each);
        entity().on_taken({each.from, each.news, each.user});
      }
      run();
    }
  }

  pool_rules rules;
  std::vector<bear_room> births;
  std::vector<take_note> notes;
  /// Those that were acknowledged.
  std::vector<bear_room> born;
  std::vector<take_note> told;
  std::set<user_id> here;
  std::vector<offer_seats> offers;
  std::vector<seek_taken> seeks_taken;

 private:
  void bear(bear_room message) override { births.push_back(std::move(message)); }
  void tell_inbox(take_note message) override { notes.push_back(std::move(message)); }
  void offer(offer_seats message) override { offers.push_back(std::move(message)); }
  void tell_room(const seek_taken& message) override { seeks_taken.push_back(message); }
  bool is_here(const user_id& user) const override { return here.contains(user); }

  request_number last_ = 0;
};

}  // namespace moim::bench
