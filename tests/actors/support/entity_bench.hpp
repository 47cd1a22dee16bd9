#pragma once

#include "actors/entity/port.hpp"
#include "actors/neighbours.hpp"
#include "metrics/catalogue.hpp"
#include "store/faulty_store.hpp"
#include "store/memory_store.hpp"
#include "tests/actors/support/recording_outlet.hpp"
#include "tests/actors/support/script.hpp"
#include "tests/actors/support/timeline.hpp"
#include "tests/support/make_tickets.hpp"

namespace moim::bench {

/// What the nodes of one test share: time, and the logs.
struct world {
  timeline time;
  std::shared_ptr<store::memory_logs> logs = std::make_shared<store::memory_logs>();
  std::uint64_t nodes = 0;
};

/// Whether other nodes append to the same logs.
enum class store_kind : std::uint8_t { shared, own };

/// One entity on one node, without an actor: answers of the store come back as steps of the timeline.
template <class Entity>
class entity_bench : public entity_port, public neighbours {
 public:
  entity_bench(world& in, store_kind kind)
      : world_(in),
        random_state_(++in.nodes << 32),
        inner_(std::make_shared<store::memory_store>([&in] { return in.time.now(); }, in.logs,
                                                     kind == store_kind::shared)),
        store_(inner_, faults_, [&in](time_ms delay_ms, std::function<void()> act) { in.time.in(delay_ms, act); }) {}

  time_ms now() override { return store_.now(); }
  time_ms machine_now() override { return world_.time.machine_now(); }
  std::uint64_t random() override { return mix64(++random_state_); }
  bool is_shared() const override { return store_.is_shared(); }
  bool takes_riders() const override { return rides; }
  void riders_landed(const carried& landed, const std::vector<head>& heads) override {
    for (std::size_t i = 0; i < landed.riders.size(); ++i)
      riders.push_back({landed.riders[i].entity, heads.empty() ? head{} : heads[i]});
  }
  void append(store::append_request request) override {
    store_.append(std::move(request), back([](Entity& to, store::append_result result) { to.on_append(result); }));
  }
  void read(read_tag tag, store::read_request request) override {
    store_.read(std::move(request),
                back([tag](Entity& to, store::read_result result) { to.on_read(tag, std::move(result)); }));
  }
  void turn_soon() override {
    world_.time.soon([deliver = back([](Entity& to, int) { to.on_turn(); })] { deliver(0); });
  }
  void tick_in(time_ms delay_ms) override {
    world_.time.in(delay_ms, [tick = back([](Entity& to, int) { to.on_tick(); })] { tick(0); });
  }
  void wake_up_over() override { ++wake_ups_over; }
  void report_failure(const std::string& what, time_ms) override { failures.push_back(what); }
  void report_unreadable(version at, const std::string&) override { unreadable_at.push_back(at); }
  bool rest() override {
    rested = true;
    return true;
  }

  Entity& entity() { return *entity_; }
  script& faults() { return *faults_; }
  void run() { world_.time.run(); }
  void pass(time_ms span_ms) { world_.time.pass(span_ms); }

  /// Ends the process that the entity is in, with all that it knows; what it has sent is on its way all the same.
  void kill() {
    following_.reset();
    entity_.reset();
  }

  recording_outlet out;
  catalogue metrics{"test", {make::rules()}};
  entity_limits limits;
  /// Whether what may ride does; otherwise all goes by the outbox.
  bool rides = false;
  /// What has ridden and landed, with its log's head then.
  struct landed_rider {
    entity_id entity;
    head now;
    bool operator==(const landed_rider&) const = default;
  };
  std::vector<landed_rider> riders;
  /// Who has sessions here, and what they were told.
  std::set<user_id> here;
  struct told_person {
    user_id user;
    person_push what;
  };
  std::vector<told_person> pushes;
  inbox_place inbox_at;
  bool rested = false;
  std::size_t wake_ups_over = 0;
  std::vector<std::string> failures;
  std::vector<version> unreadable_at;

 protected:
  /// What the entity says to others is written down by its bench.
  template <class Item>
  static void keep(entity_item& item, std::vector<Item>& in) {
    if (auto* of = std::get_if<Item>(&item)) in.push_back(std::move(*of));
  }
  void tell_directory(const room_id&, std::optional<directory_card>) override {}
  bool is_here(const user_id& user) const override { return here.contains(user); }
  void push(const user_id& user, const person_push& told) override { pushes.push_back({user, told}); }
  void know_inbox(const user_id&, const inbox_place& now) override { inbox_at = now; }
  id_secret secret() const override { return make::secret; }

  void start(const entity_id& id) {
    kill();
    entity_ = std::make_shared<Entity>(id, *this, *this, metrics, limits);
    rested = false;
    following_ = store_.follow(id, back([](Entity& to, head now) { to.on_moved(now); }));
  }

  /// A callback that arrives as a later step, and only while the entity is the same.
  template <class Use>
  auto back(Use use) {
    return [&world = world_, use, alive = std::weak_ptr<Entity>{entity_}](auto result) {
      world.time.soon([use, alive, result = std::move(result)] {
        auto to = alive.lock();
        if (!to) return;
        // As an actor does.
        try {
          use(*to, result);
        } catch (const std::exception& bug) {
          to->on_exception(bug.what());
        }
      });
    };
  }

  world& world_;

 private:
  std::uint64_t random_state_;
  std::shared_ptr<script> faults_ = std::make_shared<script>();
  std::shared_ptr<store::memory_store> inner_;
  store::faulty_store store_;
  std::shared_ptr<Entity> entity_;
  store::following following_;
};

}  // namespace moim::bench
