#include "sim/simulation/engine/sim_node.hpp"

#include "sim/simulation/engine/tokens.hpp"

namespace moim::sim {
namespace {

/// Small enough that snapshots, passivation and the bounds are reached within a run.
node_limits node_limits_of(const parameters& drawn) {
  node_limits limits;
  limits.entity.rest_after = drawn.rest_after_ms;
  limits.entity.max_batch = static_cast<std::size_t>(drawn.batch);
  if (drawn.waiting > 0)
    limits.entity.max_waiting = limits.entity.max_deliveries_waiting = static_cast<std::size_t>(drawn.waiting);
  limits.entity.min_snapshot_records = static_cast<std::size_t>(drawn.snapshot_records);
  limits.entity.min_snapshot_bytes = 0;
  limits.riders_until_saved = static_cast<version>(drawn.snapshot_records);
  limits.claim_lease = 10 * second_ms;
  // Whoever is told to come again in a minute would still wait when the run has to end.
  limits.entity.explanations_per_minute = 1'000;
  limits.entity.invitations_per_minute = 1'000;
  return limits;
}

session_limits session_limits_of(const parameters& drawn) {
  session_limits limits;
  if (drawn.requests_per_s > 0)
    limits.requests_per_s = limits.requests_burst = static_cast<std::uint32_t>(drawn.requests_per_s);
  if (drawn.subscriptions > 0) limits.max_subscriptions = static_cast<std::size_t>(drawn.subscriptions);
  if (drawn.outbox_bytes > 0) limits.max_outbox_bytes = static_cast<std::size_t>(drawn.outbox_bytes);
  return limits;
}

}  // namespace

sim_node::sim_node(cluster& shared, const node_life& life)
    : shared_(shared),
      life_(life),
      machine_(shared.world.now()),
      inner_store_([this] { return shared_.world.now() + life_.skew_ms; }, shared.logs,
                   {shared.world, shared.drawn, shared.faults, shared.checker, shared.seen}, life.newer,
                   shared.drawn.riding == 1 || (shared.drawn.riding == 2 && life.index % 2 == 0),
                   [this] {
                     if (up_ && shared_.faults.happens(shared_.drawn.killed_after_commit, "node killed after a commit"))
                       kill();
                   }),
      store_(std::shared_ptr<store::log_store>(std::shared_ptr<void>(), &inner_store_), shared.fault_source,
             [&shared](time_ms delay, std::function<void()> act) { shared.world.after(delay, std::move(act)); }),
      node_(machine_.actors(), store_, shared.metrics, node_limits_of(shared.drawn), shared.world.random(),
            [this] { return machine_now(); }),
      hub_(
          session_limits_of(shared.drawn), shared.kinds, store_.secret(),
          [&drawn = shared.drawn](std::string_view token, time_ms now) { return check_token(token, now, drawn); },
          shared.metrics.edge, *this) {
  shared_.world.add(machine_);
  shared_.world.tell().line(shared_.world.now(), "node {} starts its life {}{}", life.index, life.life,
                            life.newer ? ", of a newer version" : "");
  node_.start(shared_.kinds.attended_pools());
}

sim_node::~sim_node() {
  kill();
  machine_.settle();
}

void sim_node::kill() {
  if (!up_) return;
  up_ = false;
  shared_.world.tell().line(shared_.world.now(), "node {} is killed", life_.index);
  node_.kill();
  shared_.world.take_off(machine_);
  inbox_.clear();
  put_off_.clear();
  auto lines = std::move(lines_);
  for (auto& [number, at] : lines) at->on_cut();
  // A commit may kill its own node in the middle of an actor's message; that actor has to return first.
  shared_.world.after(0, [this] { machine_.settle(); });
}

void sim_node::pause(time_ms for_ms) {
  if (!is_answering()) return;
  shared_.world.tell().line(shared_.world.now(), "node {} is paused for {} ms", life_.index, for_ms);
  machine_.stop();
  shared_.world.after(for_ms, [this] { go_on(); });
}

void sim_node::drain_and_end() {
  constexpr time_ms drained_within_ms = 3'000;
  if (!is_answering()) return;
  shared_.world.tell().line(shared_.world.now(), "node {} drains", life_.index);
  hub_.drain(now());
  pump();
  shared_.world.after(drained_within_ms, [this] { kill(); });
}

void sim_node::go_on() {
  if (!up_) return;
  shared_.world.tell().line(shared_.world.now(), "node {} goes on", life_.index);
  machine_.go_on(shared_.world.now());
  auto acts = std::move(put_off_);
  put_off_.clear();
  for (auto& act : acts) act();
}

void sim_node::whenever_running(std::function<void()> act) {
  if (!up_) return;
  machine_.is_stopped() ? put_off_.push_back(std::move(act)) : act();
}

session_number sim_node::connect(encoding in, const std::optional<user_id>& user, line_end* at) {
  if (!up_) return 0;
  std::optional<identity> who;
  if (user) who = identity{*user, shared_.world.now() + 24 * hour_ms, false, vouches(*user, shared_.drawn)};
  auto number = hub_.connect(in, who, now());
  lines_.emplace(number, at);
  pump();
  return number;
}

void sim_node::receive(session_number number, std::string bytes) {
  whenever_running([=, this]() mutable {
    if (!lines_.contains(number)) return;
    hub_.receive(number, bytes, now());
    pump();
  });
}

void sim_node::hang_up(session_number number) {
  if (!up_ || lines_.erase(number) == 0) return;
  whenever_running([=, this] {
    hub_.disconnect(number);
    pump();
  });
}

void sim_node::read_on(session_number number) {
  whenever_running([=, this] {
    if (lines_.contains(number) && write(number)) pump();
  });
}

void sim_node::cut(session_number number) {
  auto found = lines_.find(number);
  if (!up_ || found == lines_.end()) return;
  auto* at = found->second;
  hang_up(number);
  at->on_cut();
}

std::vector<session_number> sim_node::connections() const {
  std::vector<session_number> all;
  for (const auto& [number, at] : lines_) all.push_back(number);
  return all;
}

void sim_node::answer(session_number session, request_number request, result<method_answer> answer) {
  later([=, this, answer = std::move(answer)](session_hub& hub) { hub.answer(session, request, answer, now()); });
}

void sim_node::followed(session_number session, request_number request, audience who, followed_answer answer) {
  later(
      [=, this, answer = std::move(answer)](session_hub& hub) { hub.followed(session, request, who, answer, now()); });
}

void sim_node::publish(std::shared_ptr<const publication> what) {
  later([this, what](session_hub& hub) { hub.publish(*what, now()); });
}

void sim_node::shut_out(std::shared_ptr<const exclusion> whom) {
  later([this, whom](session_hub& hub) { hub.shut_out(*whom, now()); });
}

void sim_node::publish_list(std::shared_ptr<const listing_publication> publication) {
  later([this, publication](session_hub& hub) { hub.publish_list(*publication, now()); });
}

void sim_node::notify(session_number session, person_push push) {
  later([=, this, push = std::move(push)](session_hub& hub) { hub.notify(session, push, now()); });
}

void sim_node::later(std::function<void(session_hub&)> act) {
  if (!up_) return;
  inbox_.push_back(std::move(act));
  if (drain_scheduled_) return;
  drain_scheduled_ = true;
  shared_.world.after(0, [this] { whenever_running([this] { drain(); }); });
}

void sim_node::drain() {
  drain_scheduled_ = false;
  auto inbox = std::move(inbox_);
  inbox_.clear();
  for (auto& act : inbox) act(hub_);
  pump();
}

void sim_node::pump() {
  for (bool goes_on = true; goes_on;) {
    hub_.take_messages(messages_);
    for (auto& message : messages_) node_.deliver(std::move(message));
    hub_.take_touched(touched_);
    goes_on = false;
    for (auto number : touched_) goes_on = write(number) || goes_on;
  }
  auto deadline = hub_.next_deadline();
  if (!deadline || (tick_at_ != 0 && tick_at_ <= *deadline)) return;
  tick_at_ = std::max(*deadline, machine_now());
  shared_.world.after(tick_at_ - machine_now(), [this] { whenever_running([this] { tick(); }); });
}

/// True if that made room for requests that were kept.
bool sim_node::write(session_number number) {
  auto found = lines_.find(number);
  if (found == lines_.end()) return false;
  auto* at = found->second;
  if (at->is_reading())
    if (auto bytes = hub_.take_output(number); !bytes.empty()) at->on_bytes(std::move(bytes));
  if (hub_.may_go_on(number)) {
    hub_.receive(number, {}, now());
    return true;
  }
  if (!hub_.is_over(number)) return false;
  if (!at->is_reading()) shared_.seen.count(sighting::recovery, "slow reader closed");
  lines_.erase(number);
  hub_.disconnect(number);
  at->on_cut();
  return false;
}

void sim_node::tick() {
  tick_at_ = 0;
  hub_.tick(now());
  pump();
}

}  // namespace moim::sim
