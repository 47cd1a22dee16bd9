#include "sim/simulation/simulation.hpp"

#include "sim/simulation/engine/sim_kinds.hpp"
#include "sim/simulation/engine/tokens.hpp"

namespace moim::sim {
namespace {

/// Mostly people who try everything; now and then a crowd with one thing on its mind.
scenario_name draw_scenario(world& chance) {
  if (chance.chance(0.8)) return scenario_name::anything;
  constexpr std::array others{scenario_name::mixed, scenario_name::churn, scenario_name::hot, scenario_name::revolving};
  return others[chance.random() % others.size()];
}

constexpr time_ms nodes_looked_after_every_ms = 50;

}  // namespace

simulation::simulation(std::uint64_t seed, catalogue& metrics, const run_settings& settings)
    : seed_(seed),
      trace_(settings.trace_to),
      world_(seed, trace_),
      drawn_(draw_parameters(seed, world_, settings.fixed)),
      faults_(std::make_shared<faults>(world_, drawn_, seen_)),
      checker_(verdict_, trace_, seen_),
      kinds_(sim_kinds(drawn_)),
      shared_{world_,   drawn_,  *faults_,
              seen_,    faults_, std::make_shared<store::memory_logs>(id_secret{mix64(seed), mix64(~seed)}),
              checker_, kinds_,  metrics,
              told_},
      disasters_(shared_, *this),
      lives_(static_cast<std::size_t>(drawn_.nodes)),
      starts_again_at_(static_cast<std::size_t>(drawn_.nodes)) {
  faults_->tell_of_exceptions([this](const entity_id& entity) { checker_.on_exception(entity); });
  trace_.line(world_.now(), "seed {}: {}", seed, to_text(drawn_));
  scenario_ = make_scenario({draw_scenario(world_),
                             static_cast<unsigned>(drawn_.people),
                             static_cast<unsigned>(drawn_.rooms),
                             {1, static_cast<unsigned>(drawn_.seats)},
                             seed});
  nodes_.resize(lives_.size());
  for (unsigned i = 0; i < nodes_.size(); ++i) start_node(i, i < drawn_.newer_nodes);
  for (unsigned i = 0; i < drawn_.people; ++i) {
    user_id user{0x100, i + 1};
    if (vouches(user, drawn_)) checker_.trust(user);
    people_.push_back(std::make_unique<person>(shared_, static_cast<environment&>(*this), verdict_, user));
  }
}

simulation::~simulation() {
  for (auto& node : nodes_) node->kill();
  // What is put off holds actors, which may not outlive their machines.
  world_.forget_all();
}

outcome simulation::run() {
  disasters_.begin();
  look_after_nodes();
  for (auto& each : people_) each->start();
  run_until(world_.now() + drawn_.fault_phase_ms);
  end_faults();
  auto end = world_.now() + drawn_.recovery_phase_ms;
  run_until(world_.now() + 5 * second_ms);
  open_ = false;
  run_until(end);
  check_recovered();
  return conclude();
}

void simulation::run_until(time_ms end) {
  while (!verdict_.first() && world_.now() < end && world_.step()) {
  }
}

sim_node* simulation::any_node() {
  auto first = world_.random() % nodes_.size();
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    auto& node = nodes_[(first + i) % nodes_.size()];
    if (node->is_answering()) return node.get();
  }
  return nullptr;
}

std::optional<intention> simulation::next_intention(const user_id& who) {
  uninformed seen{static_cast<std::uint32_t>(drawn_.people), static_cast<std::uint32_t>(rooms_.size()),
                  static_cast<std::uint32_t>(drawn_.seats)};
  return scenario_->next(static_cast<actor_number>(who.low - 1), seen);
}

void simulation::room_opened(const room_id& room) {
  if (std::find(rooms_.begin(), rooms_.end(), room) == rooms_.end()) rooms_.push_back(room);
}

void simulation::rush() {
  if (rooms_.empty()) return;
  auto room = rooms_[world_.random() % rooms_.size()];
  for (auto& each : people_) each->join_now(room);
}

void simulation::start_node(unsigned index, bool newer) {
  if (nodes_[index]) graveyard_.push_back(std::move(nodes_[index]));
  auto skew = drawn_.clock_skew_ms == 0 ? 0 : world_.between(-drawn_.clock_skew_ms, drawn_.clock_skew_ms);
  nodes_[index] = std::make_unique<sim_node>(shared_, node_life{index, ++lives_[index], newer, skew});
}

/// Whoever died is started again after a while, as an init system does.
void simulation::look_after_nodes() {
  for (unsigned i = 0; i < nodes_.size(); ++i) {
    if (nodes_[i]->is_up()) continue;
    if (starts_again_at_[i] == 0) starts_again_at_[i] = world_.now() + world_.between(100, 5'000);
    if (world_.now() < starts_again_at_[i]) continue;
    starts_again_at_[i] = 0;
    start_node(i, nodes_[i]->is_newer() || !faults_->is_on());
  }
  world_.after(nodes_looked_after_every_ms, [this] { look_after_nodes(); });
}

/// From here on everything works, and all nodes are of one version.
void simulation::end_faults() {
  faults_->stop();
  recovered_since_ = world_.now();
  trace_.line(world_.now(), "the faults are over");
  if (drawn_.newer_nodes == 0) return;
  for (auto& node : nodes_)
    if (!node->is_newer()) node->kill();
}

outcome simulation::conclude() const {
  outcome done{seed_, trace_.digest(), world_.steps(), checker_.commits(), 0, verdict_.first(), {}, {}, drawn_, seen_};
  for (const auto& each : people_) done.answers += each->answers();
  if (!done.broken) return done;
  done.last_lines = trace_.last();
  done.lines_of_those_involved = trace_.last_of(ids_in(done.broken->what));
  return done;
}

}  // namespace moim::sim
