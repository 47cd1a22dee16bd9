#pragma once

#include "actors/surroundings.hpp"
#include "actors/types.hpp"

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
  std::uint64_t random() override { return around_.random(); }
  bool is_shared() const override { return around_.store().is_shared(); }

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
    if (delay > tick_wheel::slot_ms) return around_.ticks().add(now() + delay, caf::actor_cast<caf::actor>(self_));
    self_->delayed_anon_send(me(), std::chrono::milliseconds{delay}, tick{});
  }
  /// Counts a message that the registry handed over.
  void count_read() { ++messages_read_; }
  void report_unreadable(version at, const std::string& why) override {
    spdlog::error(
        "{} cannot be read at version {}: {}. It answers entity_unreadable until a version of moimd that can "
        "read it is started; other entities are not affected.",
        to_text(entity_), at, why);
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
  Entity& entity() { return *entity_; }

  /// What the registry has handed over. Items of other types' never come here.
  void take(entity_item& item) {
    port_->count_read();
    std::visit(
        [this]<class Item>(Item& each) {
          if constexpr (std::is_same_v<Item, wake>)
            entity_->on_wake();
          else if constexpr (requires { entity_->take(std::move(each)); })
            entity_->take(std::move(each));
          else if constexpr (requires { each.what; })
            // Of a newer version: its source keeps it until this one is gone.
            around_->deliver(each.from, delivery_answered{each.number, delivery_end::not_yet});
        },
        item);
  }

 private:
  surroundings* around_ = nullptr;
  std::optional<actor_port> port_;
  std::optional<Entity> entity_;
};

template <class Entity>
entity_handle::behavior_type entity_actor(typename entity_host<Entity>::self_pointer self, const entity_id& id,
                                          surroundings* around) {
  self->state.start(self, id, *around);
  // The frequent first: CAF tries one after the other.
  return {
      [=](handed& message) { self->state.take(message.item); },
      [=](appended& message) { self->state.entity().on_append(std::move(message.result)); },
      [=](turn) { self->state.entity().on_turn(); },
      [=](tick) { self->state.entity().on_tick(); },
      [=](was_read& message) { self->state.entity().on_read(message.tag, std::move(message.result)); },
      [=](const moved& message) { self->state.entity().on_moved(message.now); },
  };
}

/// Makes an actor around an entity.
template <class Entity>
entity_handle spawn_entity(caf::actor_system& system, const entity_id& id, surroundings& around) {
  return system.spawn(entity_actor<Entity>, id, &around);
}

}  // namespace moim
