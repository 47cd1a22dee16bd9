#include "sim/simulation/sim_node.hpp"

namespace moim::sim {
namespace {

/// Small enough that snapshots, passivation and the bounds are reached within a run.
node_limits small_limits() {
  node_limits limits;
  limits.entity.rest_after = 5 * second_ms;
  limits.entity.batch_most = 16;
  limits.claim_lease = 10 * second_ms;
  return limits;
}

}  // namespace

sim_node::sim_node(cluster& shared, unsigned index, unsigned life)
    : shared_(shared),
      index_(index),
      inner_store_([&shared] { return shared.world.now(); }, shared.logs, shared.checker, shared.faults, shared.seen),
      store_(std::shared_ptr<store::log_store>(std::shared_ptr<void>(), &inner_store_), shared.fault_source,
             [&shared](time_ms delay, std::function<void()> act) { shared.world.after(delay, std::move(act)); }),
      node_(shared.world.actors(), store_, shared.metrics, small_limits(), shared.world.random()),
      hub_(
          session_limits{}, shared.kinds, [](std::string_view, time_ms) { return fail(errc::token_invalid); },
          shared.metrics.edge, *this) {
  shared_.world.tell().line(shared_.world.now(), "node {} starts its life {}", index, life);
  node_.start();
}

sim_node::~sim_node() { kill(); }

void sim_node::kill() {
  if (!up_) return;
  up_ = false;
  node_.kill();
  inbox_.clear();
  auto lines = std::move(lines_);
  for (auto& [number, at] : lines) at->on_cut();
}

session_number sim_node::connect(encoding in, const user_id& user, line_end* at) {
  if (!up_) return 0;
  auto number = hub_.connect(in, identity{user, shared_.world.now() + 24 * hour_ms}, now());
  lines_.emplace(number, at);
  pump();
  return number;
}

void sim_node::receive(session_number number, std::string bytes) {
  if (!up_ || !lines_.contains(number)) return;
  hub_.receive(number, bytes, now());
  pump();
}

void sim_node::hang_up(session_number number) {
  if (!up_ || lines_.erase(number) == 0) return;
  hub_.disconnect(number);
  pump();
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

void sim_node::followed(session_number session, request_number request, audience who, room_followed answer) {
  later(
      [=, this, answer = std::move(answer)](session_hub& hub) { hub.followed(session, request, who, answer, now()); });
}

void sim_node::publish(std::shared_ptr<const room_publication> publication) {
  later([this, publication](session_hub& hub) { hub.publish(*publication, now()); });
}

void sim_node::notify(session_number session, user_changed change) {
  later([=, this](session_hub& hub) { hub.notify(session, change, now()); });
}

void sim_node::later(std::function<void(session_hub&)> act) {
  if (!up_) return;
  inbox_.push_back(std::move(act));
  if (drain_scheduled_) return;
  drain_scheduled_ = true;
  shared_.world.after(0, [this] { drain(); });
}

void sim_node::drain() {
  drain_scheduled_ = false;
  if (!up_) return;
  auto inbox = std::move(inbox_);
  inbox_.clear();
  for (auto& act : inbox) act(hub_);
  pump();
}

void sim_node::pump() {
  hub_.take_messages(messages_);
  for (auto& message : messages_) node_.deliver(std::move(message));
  hub_.take_touched(touched_);
  for (auto number : touched_) {
    auto found = lines_.find(number);
    if (found == lines_.end()) continue;
    if (auto bytes = hub_.take_output(number); !bytes.empty()) found->second->on_bytes(std::move(bytes));
    if (!hub_.is_over(number)) continue;
    auto* at = found->second;
    lines_.erase(found);
    hub_.disconnect(number);
    at->on_cut();
  }
  auto deadline = hub_.next_deadline();
  if (!deadline || (tick_at_ != 0 && tick_at_ <= *deadline)) return;
  tick_at_ = std::max(*deadline, shared_.world.now());
  shared_.world.after(tick_at_ - shared_.world.now(), [this] { tick(); });
}

void sim_node::tick() {
  tick_at_ = 0;
  if (!up_) return;
  hub_.tick(now());
  pump();
}

}  // namespace moim::sim
