#include "actors/node.hpp"

#include "actors/directory_actor.hpp"
#include "actors/timekeeper_actor.hpp"

namespace moim {
namespace {

/// A wake-up may be of a type that only a newer version has.
bool is_known(entity_type type) {
  bool known = false;
  entity_types::for_each([&]<class Type>() { known |= Type::number == type; });
  return known;
}

}  // namespace

actor_config::actor_config(std::size_t threads) {
  add_message_types<caf::id_block::moim>();
  set("scheduler.policy", caf::atom("sharing"));
  set("scheduler.max-threads", threads);
  // Enough to gather a batch, not so much that one room keeps the others waiting.
  set("scheduler.max-throughput", std::size_t{100});
}

node::node(caf::actor_system& system, store::log_store& store, catalogue& metrics, node_limits limits,
           std::uint64_t seed, std::function<time_ms()> machine_clock)
    : system_(system),
      store_(store),
      metrics_(metrics),
      limits_(limits),
      machine_clock_(std::move(machine_clock)),
      random_state_(seed) {}

time_ms steady_ms() {
  auto since_start = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since_start).count();
}

node::~node() { kill(); }

void node::start(const std::vector<pool_id>& attended) {
  directory_ = system_.spawn(directory_actor, static_cast<surroundings*>(this));
  timekeeper_ = system_.spawn(timekeeper_actor, static_cast<surroundings*>(this));
  for (const auto& each : attended) deliver(each.entity(), attend_pool{});
}

void node::settle(std::function<void()> done) { caf::anon_send(timekeeper_, handle_due{std::move(done)}); }

void node::kill() {
  if (!alive_.exchange(false)) return;
  auto end = [](const auto& handle) {
    if (handle) caf::anon_send_exit(handle, caf::exit_reason::kill);
  };
  for (const auto& handle : entities_.take_all()) end(handle);
  end(directory_);
  end(timekeeper_);
  ticks_.clear();
}

/// SplitMix64 on a shared counter: every call gets another point of one sequence.
std::uint64_t node::random() {
  constexpr std::uint64_t golden = 0x9e3779b97f4a7c15ULL;
  return mix64(random_state_.fetch_add(golden, std::memory_order_relaxed));
}

entity_handle node::spawn(const entity_id& entity) {
  entity_handle made;
  entity_types::for_each([&]<class Type>() {
    if (Type::number == entity.type) made = Type::spawn(system_, entity, *this);
  });
  return made;
}

void node::deliver(const entity_id& to, entity_item item) {
  if (!is_alive() || !is_known(to.type)) return;
  auto hand_over = [&](const entity_handle& entity) { caf::anon_send(entity, handed{std::move(item)}); };
  is_only_if_live(item) ? entities_.with_live(to, hand_over)
                        : entities_.with(
                              to, [&] { return spawn(to); }, hand_over);
}

void node::deliver(node_message message) {
  if (!is_alive()) return;
  std::visit(
      [this]<class Message>(Message& each) {
        if constexpr (std::is_same_v<Message, call_directory>) {
          caf::anon_send(directory_, std::move(each));
        } else {
          auto to = each.to();
          deliver(to, std::move(each));
        }
      },
      message);
}

void node::set_here(const user_id& user, bool here) { here ? people_.add(user) : people_.remove(user); }

void node::tell_directory(const room_id& room, std::optional<room_card> card) {
  if (is_alive()) caf::anon_send(directory_, card_changed{room, std::move(card)});
}

void node::wake_up_over(const entity_id& entity) {
  if (is_alive()) caf::anon_send(timekeeper_, wake_over{entity});
}

bool node::retire(const entity_id& entity, std::uint64_t messages_read) {
  return entities_.remove_if_read(entity, messages_read);
}

}  // namespace moim
