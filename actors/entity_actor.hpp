#pragma once

#include "actors/deliveries.hpp"
#include "actors/fatal.hpp"
#include "actors/surroundings.hpp"
#include "actors/types.hpp"
#include "domain/planted.hpp"

#include <caf/logger.hpp>
#include <spdlog/spdlog.h>

namespace moim {

/// The port of an entity that lives in an actor: what it asks for goes to the store or the clock, and comes back as a
/// message.
class actor_port final : public entity_port {
 public:
  actor_port(entity_handle::base* self, surroundings& around, entity_id entity)
      : self_(self), around_(around), entity_(entity) {
    if (!is_shared()) return;
    following_ = around_.store().follow(entity_, [to = me()](head now) { caf::anon_send(to, moved{now}); });
  }

  time_ms now() override { return around_.store().now(); }
  time_ms machine_now() override { return around_.machine_now(); }
  std::uint64_t random() override { return around_.random(); }
  bool is_shared() const override { return around_.store().is_shared(); }

  bool takes_riders() const override { return around_.store().takes_riders(); }
  void riders_landed(const carried& landed, const std::vector<head>& heads) override {
    around_.riders_landed(landed, heads);
  }

  void append(store::append_request request) override {
    if (!around_.is_alive()) return;
    around_.store().append(std::move(request), [to = me()](store::append_result result) {
      caf::anon_send(to, appended{std::move(result)});
    });
  }

  void read(read_tag tag, store::read_request request) override {
    if (!around_.is_alive()) return;
    around_.store().read(std::move(request), [to = me(), tag](store::read_result result) {
      caf::anon_send(to, was_read{tag, std::move(result)});
    });
  }

  void turn_soon() override { self_->anon_send(me(), turn{}); }
  /// Short pauses have to be exact, to keep those apart who collided; they are rare.
  void tick_in(time_ms delay) override {
    if (delay > tick_wheel::slot_ms)
      return around_.ticks().add(machine_now() + delay, caf::actor_cast<caf::actor>(self_));
    self_->delayed_anon_send(me(), std::chrono::milliseconds{delay}, tick{});
  }
  /// Counts a message that the registry handed over.
  void count_read() { ++messages_read_; }
  void wake_up_over() override { around_.wake_up_over(entity_); }
  void report_unreadable(version at, const std::string& why) override {
    spdlog::error(
        "{} cannot be read at version {}: {}. It answers entity_unreadable until a version of moimd that can "
        "read it is started; other entities are not affected.",
        to_text(entity_), at, why);
  }
  void report_failure(const std::string& what, time_ms rest_ms) override {
    spdlog::error(
        "{} failed: {}. This is a bug of moimd's. It has forgotten what it had in memory, its requests are answered "
        "`internal`, and it reads its log again after {} ms; other entities are not affected.",
        to_text(entity_), what, rest_ms);
  }

  bool rest() override {
    bool retired = around_.retire(entity_, messages_read_);
    if (retired) self_->quit();
    return retired;
  }

 private:
  entity_handle me() { return caf::actor_cast<entity_handle>(self_); }

  entity_handle::base* self_;
  surroundings& around_;
  entity_id entity_;
  store::following following_;
  std::uint64_t messages_read_ = 0;
};

/// What an entity's actor holds: the entity, and what connects it to the actor.
template <class Entity>
class entity_host {
 public:
  using self_pointer = entity_handle::stateful_pointer<entity_host>;
  static inline const char* name = "moim.entity";

  entity_host() {}
  /// Before the first message.
  void start(entity_handle::base* self, const entity_id& id, surroundings& around) {
    around_ = &around;
    port_.emplace(self, around, id);
    entity_.emplace(id, *port_, around, around.metrics(), around.limits().entity);
  }
  /// Lets the entity act on a message. An exception is a bug: it costs the entity what it knows, and not the node.
  template <class Act>
  void let(Act&& act) {
    outlet_turn turn;
    try {
      act(*entity_);
    } catch (const std::exception& bug) {
      if (!is_planted(planted_bug::exceptions_swallowed)) entity_->on_exception(bug.what());
    } catch (...) {
      entity_->on_exception("an exception of no standard type");
    }
  }
  /// What the registry has handed over. Items of other types' never come here.
  void receive(entity_item& item) {
    port_->count_read();
    let([&](Entity& to) { std::visit([&]<class Item>(Item& each) { hand(to, each); }, item); });
  }

 private:
  template <class Item>
  void hand(Entity& to, Item& item) {
    if constexpr (std::is_same_v<Item, wake>)
      to.on_wake();
    else if constexpr (std::is_same_v<Item, rode>)
      to.on_rode(item.record);
    else if constexpr (requires { to.receive(std::move(item)); })
      to.receive(std::move(item));
    else if constexpr (is_delivered<Item>)
      // Of a newer version: its source keeps it until this one is gone.
      around_->deliver(item.from, delivery_answered{item.number, delivery_end::not_yet});
  }

  surroundings* around_ = nullptr;
  std::optional<actor_port> port_;
  std::optional<Entity> entity_;
};

template <class Entity>
entity_handle::behavior_type entity_actor(typename entity_host<Entity>::self_pointer self, const entity_id& id,
                                          surroundings* around) {
  self->set_exception_handler(end_process);
  // For a log that nobody keeps CAF notes at every message, under a lock that all threads share, whose turn it is.
  caf::logger::set_current_actor_system(nullptr);
  self->state.start(self, id, *around);
  // The frequent first: CAF tries one after the other.
  return {
      [=](handed& message) { self->state.receive(message.item); },
      [=](appended& message) { self->state.let([&](Entity& to) { to.on_append(std::move(message.result)); }); },
      [=](turn) { self->state.let([](Entity& to) { to.on_turn(); }); },
      [=](tick) { self->state.let([](Entity& to) { to.on_tick(); }); },
      [=](was_read& message) {
        self->state.let([&](Entity& to) { to.on_read(message.tag, std::move(message.result)); });
      },
      [=](const moved& message) { self->state.let([&](Entity& to) { to.on_moved(message.now); }); },
  };
}

/// Makes an actor around an entity.
template <class Entity>
entity_handle spawn_entity(caf::actor_system& system, const entity_id& id, surroundings& around) {
  return system.spawn(entity_actor<Entity>, id, &around);
}

}  // namespace moim
