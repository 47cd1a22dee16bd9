#include "actors/node.hpp"

#include "actors/directory_actor.hpp"
#include "actors/inbox/inbox_actor.hpp"
#include "actors/pool/pool_actor.hpp"
#include "actors/room/room_actor.hpp"
#include "actors/timekeeper_actor.hpp"
#include "actors/user/user_actor.hpp"

namespace moim {

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
  for (const auto& each : attended) to_pool(each, attend_pool{});
}

void node::settle(std::function<void()> done) { caf::anon_send(timekeeper_, see_to_due{std::move(done)}); }

void node::kill() {
  if (!alive_.exchange(false)) return;
  auto end = [](const auto& handle) {
    if (handle) caf::anon_send_exit(handle, caf::exit_reason::kill);
  };
  for (const auto& handle : rooms_.take_all()) end(handle);
  for (const auto& handle : users_.take_all()) end(handle);
  for (const auto& handle : pools_.take_all()) end(handle);
  for (const auto& handle : inboxes_.take_all()) end(handle);
  end(directory_);
  end(timekeeper_);
  ticks_.clear();
}

/// SplitMix64 on a shared counter: every call gets another point of one sequence.
std::uint64_t node::random() {
  constexpr std::uint64_t golden = 0x9e3779b97f4a7c15ULL;
  return mix64(random_state_.fetch_add(golden, std::memory_order_relaxed));
}

template <class Message>
void node::to_room(const room_id& room, Message&& message) {
  rooms_.with(
      room, [&] { return system_.spawn(room_actor, room, static_cast<surroundings*>(this)); },
      [&](const room_handle& to) { caf::anon_send(to, std::forward<Message>(message)); });
}

template <class Message>
void node::to_user(const user_id& user, Message&& message) {
  users_.with(
      user, [&] { return system_.spawn(user_actor, user, static_cast<surroundings*>(this)); },
      [&](const user_handle& to) { caf::anon_send(to, std::forward<Message>(message)); });
}

template <class Message>
void node::to_pool(const pool_id& pool, Message&& message) {
  pools_.with(
      pool, [&] { return system_.spawn(pool_actor, pool, static_cast<surroundings*>(this)); },
      [&](const pool_handle& to) { caf::anon_send(to, std::forward<Message>(message)); });
}

template <class Message>
void node::to_inbox(const user_id& user, Message&& message) {
  inboxes_.with(
      user, [&] { return system_.spawn(inbox_actor, user, static_cast<surroundings*>(this)); },
      [&](const inbox_handle& to) { caf::anon_send(to, std::forward<Message>(message)); });
}

void node::deliver(node_message message) {
  if (!is_alive()) return;
  struct route {
    node& to;
    void operator()(call_room& call) const { to.to_room(call.room, std::move(call)); }
    void operator()(follow_room& call) const { to.to_room(call.room, std::move(call)); }
    void operator()(const unfollow_room& message) const {
      to.rooms_.with_live(message.room, [&](const room_handle& room) { caf::anon_send(room, message); });
    }
    void operator()(call_user& call) const { to.to_user(call.user, std::move(call)); }
    void operator()(call_pool& call) const { to.to_pool(call.pool, std::move(call)); }
    void operator()(call_inbox& call) const { to.to_inbox(call.user, std::move(call)); }
    void operator()(const open_session& message) const { to.to_user(message.user, message); }
    void operator()(const close_session& message) const {
      to.users_.with_live(message.user, [&](const user_handle& user) { caf::anon_send(user, message); });
    }
    void operator()(call_directory& call) const { caf::anon_send(to.directory_, std::move(call)); }
  };
  std::visit(route{*this}, message);
}

void node::tell_user(const room_id& from, const membership_effect& effect) {
  if (is_alive()) to_user(effect.target, take_effect{effect.target, from, effect});
}

/// A room that has left memory meanwhile sends the effect again when it is woken, and gets the same answer then.
void node::tell_room(const room_id& room, const membership_effect& effect) {
  rooms_.with_live(room, [&](const room_handle& to) { caf::anon_send(to, effect_acknowledged{room, effect}); });
}

void node::bear(bear_room message) {
  if (is_alive()) to_room(message.room, std::move(message));
}

void node::tell_inbox(take_note message) {
  if (is_alive()) to_inbox(message.user, std::move(message));
}

/// A pool that has left memory meanwhile tells the news again when it is woken, and gets the same answer then.
void node::tell_pool(const news_taken& taken) {
  pools_.with_live(taken.pool, [&](const pool_handle& to) { caf::anon_send(to, taken); });
}

/// Both are asked again if that is not known to have happened, also by a pool or a room that has left memory meanwhile.
void node::offer(offer_seats message) {
  if (is_alive()) to_room(message.offer.room, std::move(message));
}

void node::seek(seek_for_room message) {
  if (is_alive()) to_pool(message.pool, std::move(message));
}

void node::tell_pool(const seats_answered& answered) {
  if (is_alive()) to_pool(answered.pool, answered);
}

void node::tell_room(const seek_taken& taken) {
  rooms_.with_live(taken.room, [&](const room_handle& to) { caf::anon_send(to, taken); });
}

/// Who has no session here reads it later.
void node::push(push_to_sessions message) {
  users_.with_live(message.user, [&](const user_handle& to) { caf::anon_send(to, std::move(message)); });
}

void node::watch(const watch_inbox& message) {
  if (is_alive()) to_inbox(message.user, message);
}

void node::set_here(const user_id& user, bool here) { here ? people_.add(user) : people_.remove(user); }

void node::tell_directory(const room_id& room, std::optional<room_card> card) {
  if (is_alive()) caf::anon_send(directory_, card_changed{room, std::move(card)});
}

void node::wake_up(const entity_id& entity) {
  switch (entity.type) {
    case entity_type::room:
      return to_room(room_id{entity.high, entity.low}, wake{});
    case entity_type::user:
      return to_user(user_id{entity.high, entity.low}, wake{});
    case entity_type::pool:
      return to_pool(pool_id{entity.high, entity.low}, wake{});
    case entity_type::inbox:
      return to_inbox(user_id{entity.high, entity.low}, wake{});
  }
}

void node::wake_up_over(const entity_id& entity) {
  if (is_alive()) caf::anon_send(timekeeper_, wake_over{entity});
}

bool node::retire_room(const room_id& room, std::uint64_t messages_read) {
  return rooms_.remove_if_read(room, messages_read);
}

bool node::retire_user(const user_id& user, std::uint64_t messages_read) {
  return users_.remove_if_read(user, messages_read);
}

bool node::retire_pool(const pool_id& pool, std::uint64_t messages_read) {
  return pools_.remove_if_read(pool, messages_read);
}

bool node::retire_inbox(const user_id& user, std::uint64_t messages_read) {
  return inboxes_.remove_if_read(user, messages_read);
}

}  // namespace moim
