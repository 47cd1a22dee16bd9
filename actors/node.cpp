#include "actors/node.hpp"

#include "actors/directory_actor.hpp"
#include "actors/timekeeper_actor.hpp"
#include "domain/planted.hpp"

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

void node::hand(const entity_handle& to, entity_item item) {
  metrics_.entities.messages().add();
  caf::anon_send(to, handed{std::move(item)});
}

void node::deliver(const entity_id& to, entity_item item) {
  if (!is_alive() || !is_known(to.type)) return;
  auto hand_over = [&](const entity_handle& entity) { hand(entity, std::move(item)); };
  is_only_if_live(item) ? entities_.with_live(to, hand_over)
                        : entities_.with(
                              to, [&] { return spawn(to); }, hand_over);
}

void node::deliver(node_message message) {
  if (!is_alive()) return;
  std::visit(
      [this]<class Message>(Message& each) {
        if constexpr (is_in<Message, type_list<call_directory, unfollow_listing>>) {
          caf::anon_send(directory_, std::move(each));
        } else if constexpr (std::is_same_v<Message, open_session>) {
          open(each);
        } else if constexpr (std::is_same_v<Message, close_session>) {
          close(each);
        } else {
          auto to = each.to();
          deliver(to, std::move(each));
        }
      },
      message);
}

void node::open(const open_session& asked) {
  const auto& reply = asked.reply;
  auto how = people_.add(asked.user, {reply.to, reply.session});
  if (how == people_here::opened::too_many)
    return reply.to->answer(reply.session, reply.request, fail(errc::too_many_sessions));
  if (how == people_here::opened::first) {
    for (const auto& log : {asked.user.entity(), inbox_of(asked.user)})
      store_.is_shared() ? deliver(log, person_came{}) : store_.warm(log);
  }
  reply.to->answer(reply.session, reply.request, method_answer{done{}});
}

void node::close(const close_session& asked) {
  if (!people_.remove(asked.user, {asked.from, asked.session}) || !store_.is_shared()) return;
  deliver(asked.user.entity(), person_left{});
  deliver(inbox_of(asked.user), person_left{});
}

/// Whether what rode into this log has to bring the entity into memory: an inbox pushes what nobody else could number,
/// and a room that was begun nobody knows when tells its card itself.
bool node::must_hear(const entity_id& entity, version at) const {
  if (entity.type == entity_type::room) return at == 0;
  return entity.type == entity_type::inbox && people_.has({entity.high, entity.low});
}

void node::tell_rider(const store::rider& landed, version at) {
  if (is_planted(planted_bug::riders_not_told)) return;
  auto tell = [&](const entity_handle& entity) { hand(entity, rode{{at, landed.commit, landed.record}}); };
  must_hear(landed.entity, at) ? entities_.with(
                                     landed.entity, [&] { return spawn(landed.entity); }, tell)
                               : entities_.with_live(landed.entity, tell);
}

/// The directory first: whoever hears of a room may change it. Where no other node appends, lists and inboxes in memory
/// need not hear: they find out when they are asked. A log that grows by riders alone is saved every now and then, not
/// all of them at once.
void node::riders_landed(const carried& landed, const std::vector<head>& heads) {
  if (!is_alive()) return;
  if (!heads.empty())
    for (const auto& [room, card] : landed.cards) tell_directory(room, card);
  bool alone = !store_.is_shared() && !heads.empty();
  auto next_note = landed.notes.begin();
  for (std::size_t i = 0; i < landed.riders.size(); ++i) {
    const auto& entity = landed.riders[i].entity;
    auto at = heads.empty() ? 0 : heads[i].version;
    const auto* note = next_note != landed.notes.end() && next_note->rider == i ? &*next_note++ : nullptr;
    bool is_quiet = alone && entity.type == entity_type::user;
    if (alone && note) is_quiet = people_.push_note(note->user, note->told, at, note->at);
    if (!is_quiet) tell_rider(landed.riders[i], at);
    bool is_time = at > 0 && (at + spread_of(entity)) % limits_.riders_until_saved == 0;
    if (is_time && !is_planted(planted_bug::riders_not_saved)) deliver(entity, rode{{at, landed.riders[i].commit, {}}});
  }
  // Where others append, too, the person's own log tells whatever reaches it.
  if (!store_.is_shared())
    for (const auto& [user, told] : landed.pushes) people_.push(user, told);
}

void node::tell_directory(const room_id& room, std::optional<directory_card> card) {
  if (is_alive()) caf::anon_send(directory_, card_changed{room, std::move(card)});
}

void node::wake_up_over(const entity_id& entity) {
  if (is_alive()) caf::anon_send(timekeeper_, wake_over{entity});
}

bool node::retire(const entity_id& entity, std::uint64_t messages_read) {
  return entities_.remove_if_read(entity, messages_read);
}

}  // namespace moim
