#include "sim/simulation/engine/sim_kinds.hpp"
#include "sim/simulation/people/seeker.hpp"

/// What people ask for: seldom so special that nobody suits, seldom so plain that everybody does.
namespace moim::sim {
namespace {

named_criterion list_of(const char* name, std::vector<std::string> values) {
  named_criterion made;
  made.name = name;
  made.values = std::move(values);
  made.listed = true;
  return made;
}

group_size from_to(std::uint32_t least, std::uint32_t most) { return {least, most, std::nullopt}; }

/// A note with what was agreed on, and its part of the frame.
constexpr std::int64_t note_bytes_most = 500;

}  // namespace

/// Whoever may be sent little at once asks for little: a page that is larger than the bound of what waits to be read
/// closes the connection each time.
read_inbox seeker::catch_up() const {
  auto bytes = shared_.drawn.outbox_bytes;
  if (bytes == 0) return {seen_, std::nullopt};
  return {seen_, static_cast<std::uint32_t>(std::max<std::int64_t>(1, bytes / note_bytes_most / 2))};
}

std::optional<asked_for> seeker::next() {
  auto& world = shared_.world;
  if (!invitations_.empty() && world.chance(0.7)) return answer_invitation();
  switch (world.random() % 12) {
    case 0:
    case 1:
      if (tickets_.empty()) return std::nullopt;
      return asked_for{cancel_request{some_ticket()}, true};
    case 2:
      if (tickets_.empty()) return std::nullopt;
      return asked_for{read_ticket{some_ticket()}};
    case 3:
      if (tickets_.empty()) return std::nullopt;
      return asked_for{explain_request{some_ticket()}};
    case 4:
    case 5:
      return look_around();
    default:
      return asked_for{any_submit(), true};
  }
}

asked_for seeker::look_around() {
  auto& world = shared_.world;
  const char* pools[]{table_pool, duel_pool, choir_pool};
  switch (world.random() % 6) {
    case 0:
      return {list_tickets{pools[world.random() % 3], std::nullopt}};
    case 1:
      return {list_pools{}};
    case 2:
      return {read_inbox{std::nullopt, 8}};
    case 3:
      if (seen_ > 0) return {mark_inbox{static_cast<std::uint64_t>(between(1, static_cast<time_ms>(seen_)))}, true};
      return {list_pools{}};
    case 4:
      if (!rooms_.empty()) return {leave_room{rooms_[world.random() % rooms_.size()]}, true};
      return {list_pools{}};
    default:
      if (!rooms_.empty()) return {read_room{rooms_[world.random() % rooms_.size()]}};
      return {list_tickets{pools[world.random() % 3], ""}};
  }
}

/// Some accept, some decline, some say nothing, and some think better of it.
std::optional<asked_for> seeker::answer_invitation() {
  auto [ticket, proposal, until] = invitations_.front();
  auto& world = shared_.world;
  if (world.chance(0.9)) invitations_.pop_front();
  if (world.chance(0.1)) return std::nullopt;
  if (world.chance(0.15)) return asked_for{decline_request{ticket, proposal}, true};
  return asked_for{accept_request{ticket, proposal}, true};
}

/// The newest mostly.
ticket_id seeker::some_ticket() {
  auto back = shared_.world.chance(0.7) ? 0 : shared_.world.random() % tickets_.size();
  return tickets_[tickets_.size() - 1 - back];
}

user_id seeker::anybody() {
  return {0x100, static_cast<std::uint64_t>(shared_.world.between(1, shared_.drawn.people))};
}

submit_request seeker::any_submit() {
  auto& world = shared_.world;
  auto which = world.random() % 3;
  auto wanted = which == 0 ? table_submit() : which == 1 ? duel_submit() : choir_submit();
  bring_company(wanted);
  if (world.chance(0.2)) wanted.ttl_s = static_cast<std::uint32_t>(between(1, 5));
  return wanted;
}

void seeker::bring_company(submit_request& wanted) {
  auto& world = shared_.world;
  if (world.chance(0.2)) {
    auto other = anybody();
    if (other != user_) wanted.users = std::vector{user_, other};
  }
  if (!world.chance(0.2)) return;
  wanted.not_with.emplace();
  for (auto left = between(1, 2); left > 0; --left) {
    unwanted whom{anybody(), std::nullopt};
    if (world.chance(0.7)) whom.until_ms = world.now() + between(500, 8'000);
    wanted.not_with->push_back(whom);
  }
}

submit_request seeker::table_submit() {
  auto& world = shared_.world;
  const char* places[]{"north", "south", "east"};
  submit_request wanted;
  wanted.kind = table_pool;
  wanted.size = from_to(2, static_cast<std::uint32_t>(between(2, 5)));
  auto first = world.random() % 3;
  std::vector<std::string> chosen{places[first]};
  if (world.chance(0.4)) chosen.push_back(places[(first + 1) % 3]);
  named_criterion level;
  level.name = "level";
  level.spread = spread_terms{{between(0, 3'000)}, between(200, 1'500)};
  wanted.criteria = criteria{{list_of("place", chosen), level}};
  if (!world.chance(0.3)) return wanted;
  relaxation step;
  step.after_s = static_cast<std::uint32_t>(between(1, 4));
  // Anywhere.
  step.criteria = criteria{{list_of("place", {})}};
  if (world.chance(0.5)) step.size = from_to(2, 6);
  wanted.relax = std::vector{step};
  return wanted;
}

submit_request seeker::duel_submit() {
  auto& world = shared_.world;
  submit_request wanted;
  wanted.kind = duel_pool;
  wanted.size = from_to(2, static_cast<std::uint32_t>(between(2, 3)));
  named_criterion game;
  game.name = "game";
  game.values = {world.chance(0.5) ? "chess" : "go"};
  wanted.criteria = criteria{{game}};
  if (!world.chance(0.6)) return wanted;
  named_criterion when;
  when.name = "when";
  for (auto left = between(1, 2); left > 0; --left) {
    auto from = world.now() + between(0, 20'000);
    when.windows.push_back({from, from + between(6'000, 30'000), between(1'000, 4'000)});
  }
  wanted.criteria->all.push_back(when);
  return wanted;
}

submit_request seeker::choir_submit() {
  auto& world = shared_.world;
  const char* voices[]{"alto", "bass"};
  submit_request wanted;
  wanted.kind = choir_pool;
  wanted.size = world.chance(0.5) ? from_to(3, 4) : group_size{std::nullopt, std::nullopt, std::vector{3u, 5u}};
  wanted.criteria = criteria{{list_of("voice", {voices[world.random() % 2]})}};
  if (!world.chance(0.4)) return wanted;
  relaxation step;
  step.after_s = static_cast<std::uint32_t>(between(1, 6));
  step.criteria = criteria{{list_of("voice", {"alto", "bass"})}};
  wanted.relax = std::vector{step};
  return wanted;
}

/// Each is refused with its own code.
method_call seeker::blunder() {
  auto wanted = table_submit();
  wanted.users.reset();
  switch (shared_.world.random() % 10) {
    case 0:
      wanted.kind = "feast";
      return wanted;
    case 1:
      wanted.criteria = criteria{{list_of("colour", {"red"})}};
      return wanted;
    case 2:
      wanted = choir_submit();
      wanted.criteria->all.front().values.clear();
      return wanted;
    case 3:
      wanted.criteria->all.front().values.clear();
      for (int i = 0; i < 65; ++i) wanted.criteria->all.front().values.push_back(std::to_string(i));
      return wanted;
    case 4:
      wanted = duel_submit();
      wanted.criteria->all.resize(1);
      wanted.criteria->all.push_back({"when", {}, false, std::vector<time_window>(9, {1, 2, 1}), {}, {}});
      return wanted;
    case 5:
      wanted.size = from_to(5, 4);
      return wanted;
    case 6:
      wanted.users = std::vector{user_id{0x100, 0xffff}};
      return wanted;
    case 7:
      wanted.users = std::vector{user_, user_id{0x100, 0xffff}};
      wanted.size = from_to(2, 2);
      return wanted;
    case 8:
      return join_room{rooms_.empty() ? room_id{1, 2} : rooms_.front()};
    default:
      return cancel_request{ticket_id{1, 2}};
  }
}

}  // namespace moim::sim
