#include "sim/simulation/simulation.hpp"

#include "sim/simulation/orders.hpp"

#include <set>

namespace moim::sim {
namespace {

/// Kinds whose rooms close within a run, and rooms that never do.
std::vector<kind> sim_kinds() {
  return {{"meal", 1, 100, true, roster::everyone, 25}, {"study", 1, 100, true, roster::members, 0}};
}

/// Mostly people who try everything; now and then a crowd with one thing on its mind.
scenario_name draw_scenario(world& chance) {
  if (chance.chance(0.8)) return scenario_name::errant;
  constexpr std::array others{scenario_name::mixed, scenario_name::churn, scenario_name::hot, scenario_name::revolving};
  return others[chance.random() % others.size()];
}

}  // namespace

simulation::simulation(std::uint64_t seed, catalogue& metrics, std::FILE* trace_to)
    : seed_(seed),
      trace_(trace_to),
      world_(seed, trace_),
      drawn_(draw_parameters(world_)),
      faults_(std::make_shared<faults>(world_, drawn_, seen_)),
      checker_(verdict_, trace_, seen_),
      kinds_(sim_kinds()),
      shared_{world_,   drawn_, *faults_, seen_, faults_, std::make_shared<store::memory_logs>(),
              checker_, kinds_, metrics,  told_},
      lives_(drawn_.nodes) {
  trace_.line(world_.now(), "seed {}: {}", seed, to_text(drawn_));
  scenario_ = make_scenario({draw_scenario(world_), drawn_.people, drawn_.rooms, {1, drawn_.seats_most}, seed});
  nodes_.resize(drawn_.nodes);
  for (unsigned i = 0; i < drawn_.nodes; ++i) start_node(i);
  for (unsigned i = 0; i < drawn_.people; ++i)
    people_.push_back(std::make_unique<person>(shared_, static_cast<town&>(*this), verdict_, user_id{0x100, i + 1}));
}

simulation::~simulation() {
  for (auto& node : nodes_) node->kill();
  world_.settle();
}

outcome simulation::run() {
  schedule_faults();
  for (auto& each : people_) each->start();
  run_until(world_.now() + drawn_.fault_phase_ms);
  faults_->stop();
  trace_.line(world_.now(), "the faults are over");
  auto end = world_.now() + drawn_.quiet_phase_ms;
  run_until(world_.now() + 5 * second_ms);
  open_ = false;
  run_until(end);
  if (!verdict_.first()) check_after_quiet();
  probe_free_seats();
  if (!verdict_.first()) check_orders(told_, checker_, verdict_, seen_);

  outcome done{seed_, trace_.digest(), world_.steps(), checker_.commits(), 0, verdict_.first(),
               {},    to_text(drawn_), seen_};
  for (const auto& each : people_) done.answers += each->answers();
  if (done.broken) done.last_lines.assign(trace_.last().begin(), trace_.last().end());
  return done;
}

void simulation::run_until(time_ms end) {
  while (!verdict_.first() && world_.now() < end && world_.step()) {
  }
}

sim_node* simulation::any_node() {
  auto first = world_.random() % nodes_.size();
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    auto& node = nodes_[(first + i) % nodes_.size()];
    if (node->is_up()) return node.get();
  }
  return nullptr;
}

std::optional<intention> simulation::next_intention(const user_id& who) {
  dark seen{drawn_.people, static_cast<std::uint32_t>(rooms_.size()), drawn_.seats_most};
  return scenario_->next(static_cast<actor_number>(who.low - 1), seen);
}

void simulation::room_opened(const room_id& room) {
  if (std::find(rooms_.begin(), rooms_.end(), room) == rooms_.end()) rooms_.push_back(room);
}

void simulation::start_node(unsigned index) {
  if (nodes_[index]) graveyard_.push_back(std::move(nodes_[index]));
  nodes_[index] = std::make_unique<sim_node>(shared_, index, ++lives_[index]);
}

void simulation::schedule_faults() {
  every(drawn_.node_killed_every, "node killed", [this] { kill_a_node(); });
  every(drawn_.connection_cut_every, "connection cut", [this] { cut_a_line(); });
  every(drawn_.store_away_every, "store away", [this] { faults_->store_away(world_.between(200, 3'000)); });
  every(drawn_.tail_lost_every, "tail lost", [this] { lose_a_tail(); });
}

void simulation::every(time_ms mean, std::string_view fault, std::function<void()> act) {
  if (mean == 0) return;
  world_.after(world_.between(1, 2 * mean), [this, mean, fault, act = std::move(act)] {
    if (!faults_->is_on()) return;
    faults_->count(fault);
    act();
    every(mean, fault, act);
  });
}

void simulation::kill_a_node() {
  auto index = static_cast<unsigned>(world_.random() % nodes_.size());
  if (!nodes_[index]->is_up()) return;
  trace_.line(world_.now(), "node {} is killed", index);
  nodes_[index]->kill();
  world_.after(world_.between(100, 5'000), [this, index] { start_node(index); });
}

void simulation::cut_a_line() {
  auto* node = any_node();
  if (!node) return;
  auto lines = node->connections();
  if (!lines.empty()) node->cut(lines[world_.random() % lines.size()]);
}

/// A failover to a replica that lags: the newest commits of some log never were.
void simulation::lose_a_tail() {
  if (rooms_.empty()) return;
  auto room = rooms_[world_.random() % rooms_.size()];
  auto lost = shared_.logs->lose_tail(room.entity(), static_cast<std::size_t>(world_.between(1, 3)));
  trace_.line(world_.now(), "{} loses its newest {} commits", moim::to_text(room), lost);
  checker_.on_tail_lost(room.entity(), lost);
}

bool simulation::everybody_is_content() const {
  return std::all_of(people_.begin(), people_.end(), [](const auto& each) { return each->is_content(); });
}

/// What must be so once the faults have been over for a while.
void simulation::check_after_quiet() {
  for (const auto& each : people_)
    if (auto why = each->why_not_content(); !why.empty()) verdict_.broken("liveness", why);
  std::map<user_id, std::set<room_id>> seated;
  std::set<room_id> forked;
  for (const auto& [room, story] : checker_.rooms()) {
    bool overdue =
        story.phase == room_phase::open && story.closes_at && *story.closes_at < world_.now() - 30 * second_ms;
    if (overdue && story.forks == 0)
      verdict_.broken("P6", moim::to_text(room) + ": it never closed, though its time is over");
    if (story.forks > 0) forked.insert(room);
    bool over = story.phase == room_phase::cancelled || story.phase == room_phase::closed;
    for (const auto& [user, seat] : story.seats)
      if (!over) seated[user].insert(room);
  }
  for (const auto& [user, rooms] : seated)
    for (const auto& room : rooms) {
      auto person = checker_.people().find(user);
      bool told = person != checker_.people().end() && person->second.contains(room) &&
                  person->second.at(room) == membership::seated;
      if (!told && !forked.contains(room))
        verdict_.broken("effects",
                        moim::to_text(user) + " sits in " + moim::to_text(room) + ", and their own log does not know");
    }
  for (const auto& [user, rooms] : checker_.people())
    for (const auto& [room, what] : rooms)
      if (what == membership::seated && !seated[user].contains(room) && !forked.contains(room))
        verdict_.broken("effects", moim::to_text(user) + "'s own log says that they sit in " + moim::to_text(room));
}

/// A free seat is given, and a full room says so, to somebody who asks now.
void simulation::probe_free_seats() {
  if (verdict_.first()) return;
  std::map<room_id, std::uint32_t> free_before;
  for (const auto& room : rooms_) {
    auto* story = checker_.find(room);
    if (!story || story->phase != room_phase::open) continue;
    auto newcomer = std::find_if(people_.begin(), people_.end(),
                                 [&](const auto& each) { return !story->seats.contains(each->user()); });
    if (newcomer == people_.end() || story->seats.size() >= story->capacity) continue;
    free_before[room] = static_cast<std::uint32_t>(story->seats.size());
    (*newcomer)->join_now(room);
  }
  auto end = world_.now() + 20 * second_ms;
  run_until(end);
  for (const auto& [room, taken] : free_before)
    if (checker_.find(room)->seats.size() <= taken && !verdict_.first())
      verdict_.broken("P1", moim::to_text(room) + ": a free seat was not given to somebody who asked for it");
  if (!verdict_.first() && !everybody_is_content()) check_after_quiet();
}

}  // namespace moim::sim
