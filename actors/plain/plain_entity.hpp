#pragma once

#include "actors/entity/entity.hpp"
#include "actors/entity/saved_whole.hpp"
#include "actors/neighbours.hpp"
#include "domain/declare/due.hpp"
#include "metrics/catalogue.hpp"

namespace moim {

/// A call on its way through the batch of an entity of a plain type.
template <class Type>
struct plain_item {
  call_plain<Type> call;
  time_ms deadline = 0;
  result<plain_answer<Type>> decided{};

  bool changes() const {
    return std::visit([]<class Method>(const Method&) { return Method::changes; }, call.command);
  }
  bool is_delivery() const { return false; }
};

template <class Type>
struct plain_rules : saved_whole<plain_state<Type>> {
  using event = plain_event<Type>;
  using item = plain_item<Type>;
  static constexpr bool gathers = false;
  static constexpr bool is_ridden_into = false;
  static constexpr bool in_place = false;
  static void apply(plain_state<Type>& state, const event& happened, const commit_stamp& stamp) {
    apply_plain<Type>(state, happened, stamp);
  }
  static std::optional<due<event>> next_due(const plain_state<Type>&) { return std::nullopt; }
  static std::optional<time_ms> next_wake(const plain_state<Type>&, time_ms) { return std::nullopt; }
};

/// An entity that does no more than decide, append and answer, as its type's rules say.
template <class Type>
class plain_entity final : public entity<plain_rules<Type>> {
  using base = entity<plain_rules<Type>>;

 public:
  plain_entity(const entity_id& id, entity_port& port, neighbours&, catalogue& metrics, const entity_limits& limits)
      : base(id, port, metrics.entities, limits) {}

  void receive(call_plain<Type> call) {
    auto deadline = call.deadline;
    this->add({std::move(call), deadline, {}});
  }

 private:
  void decide(plain_item<Type>& item, const plain_state<Type>& state, time_ms now,
              std::vector<plain_event<Type>>& out) override {
    auto decided = decide_plain<Type>(state, item.call.command, item.call.who, now);
    if (!decided) {
      item.decided = tl::unexpected{decided.error()};
      return;
    }
    if (item.changes() && decided->events.empty()) this->metrics().duplicates().add();
    out = std::move(decided->events);
    item.decided = std::move(decided->answer);
  }

  void answer(plain_item<Type>& item) override {
    if (!item.decided) return refuse(item, item.decided.error());
    const auto& reply = item.call.reply;
    auto told = std::visit([](auto&& each) -> method_answer { return std::move(each); }, std::move(*item.decided));
    reply.to->answer(reply.session, reply.request, std::move(told));
  }

  /// Nobody follows it, and it owes nobody anything.
  void on_happened(const typename base::events&, bool) override {}
  bool is_needed() const override { return false; }
  bool is_followed() const override { return false; }

  void refuse(plain_item<Type>& item, error why) override {
    this->metrics().refusals(why.code).add();
    const auto& reply = item.call.reply;
    reply.to->answer(reply.session, reply.request, tl::unexpected{std::move(why)});
  }
};

}  // namespace moim
