#include "sim/simulation/checkers/pool_checker.hpp"

#include "domain/matching/search/naive.hpp"
#include "store/storage_codec.hpp"

namespace moim::sim {
namespace {

/// All subsets are tried: of so many tickets after each commit, and of somewhat more after some.
constexpr std::size_t max_tickets = 7;
constexpr std::size_t tickets_most_now_and_then = 11;

std::string names_of(const std::vector<ticket_id>& tickets) {
  std::string names;
  for (const auto& each : tickets) names += " " + moim::to_text(each);
  return names;
}

/// `submitted 2, matched tkt_… tkt_…`: for the story.
struct describe_event {
  std::string operator()(const tickets_submitted& event) const {
    std::string told = "submitted";
    for (const auto& each : event.tickets) told += " " + moim::to_text(each.id);
    for (const auto& each : event.matched_at_once) told += " " + moim::to_text(each.id);
    return told;
  }
  std::string operator()(const tickets_ended& event) const {
    std::string told;
    for (const auto& each : event.tickets)
      told += (told.empty() ? "" : " ") + std::string{enum_name(each.why)} + " " + moim::to_text(each.ticket);
    return told;
  }
  std::string operator()(const party_invited& event) const {
    return fmt::format("invites {} by {}", event.asked.size(), moim::to_text(event.ticket.id));
  }
  std::string operator()(const party_accepted& event) const {
    return moim::to_text(event.user) + " joins " + moim::to_text(event.ticket);
  }
  std::string operator()(const party_closed& event) const {
    return (event.why ? std::string{enum_name(*event.why)} : "formed") + " " + moim::to_text(event.ticket);
  }
  std::string operator()(const matched& event) const { return "matched" + names_of(event.tickets); }
  std::string operator()(const proposed& event) const {
    return fmt::format("proposed {}{}", event.proposal, names_of(event.tickets));
  }
  template <class Other>
  std::string operator()(const Other& event) const {
    return std::string{event.name};
  }
};

}  // namespace

void pool_checker::on_landed(const pool_id& pool, const store::stored_record& record, time_ms now) {
  read(pools_[pool], pool, record, now);
}

void pool_checker::read(pool_story& story, const pool_id& pool, const store::stored_record& record, time_ms now) {
  if (record.version != story.records.size() + 1)
    return broken(pool, fmt::format("P4: version {} landed after version {}", record.version, story.records.size()));
  auto read = store::decode_commit<matcher_event>(record.bytes);
  if (!read) return broken(pool, "P2: a record cannot be read: " + read.error().why);
  if (read->at < story.last_at)
    broken(pool, fmt::format("P6: version {} was decided before the one before it", record.version));
  story.last_at = read->at;
  std::vector<std::string> amiss;
  std::string told;
  bool decided = false;
  bool after_wave = false;
  for (const auto& event : read->events) {
    story.ledger.read(event, read->at, now, amiss);
    story.penalties.read(event, story.ledger, read->at, amiss);
    story.times.read(event, story.ledger, read->at, now);
    if (auto* made = std::get_if<matched>(&event)) check_consent(*made, amiss);
    if (auto* done = std::get_if<requests_answered>(&event))
      for (const auto& each : done->requests)
        if (!story.answered.emplace(std::pair{each.by, each.key}, each.outcome).second)
          amiss.push_back("P3: key " + moim::to_text(each.key) + " was done twice");
    apply(*story.shadow, event, {record.version, read->at});
    decided |= !std::holds_alternative<fenced>(event);
    after_wave |= std::holds_alternative<wave_matched>(event);
    if (again_) continue;
    std::visit([this](const auto& each) { seen_.count(sighting::event, each.name); }, event);
    told += ", " + std::visit(describe_event{}, event);
  }
  story.ledger.end_commit(amiss);
  story.penalties.end_commit(amiss);
  if (decided) story.times.end_commit(story.ledger, read->at, amiss);
  story.records.push_back({record, now});
  if (again_) return;
  trace_.line(now, "{} v{}{}", moim::to_text(pool), record.version, told);
  for (const auto& what : amiss) broken(pool, what);
  if (decided) check_decision(pool, story, read->at, after_wave);
}

void pool_checker::check_consent(const matched& made, std::vector<std::string>& amiss) const {
  for (const auto& each : made.members)
    if (!consents_.has(each.user, each.ticket))
      amiss.push_back("P4: " + moim::to_text(each.user) + " is matched by " + moim::to_text(each.ticket) +
                      ", and has never said yes to it");
}

/// Whoever waits after a decision waits for want of a group.
void pool_checker::check_decision(const pool_id& pool, const pool_story& story, time_ms at, bool after_wave) {
  const auto& tickets = story.shadow->tickets;
  const auto& table = tickets.table();
  if (!table.index_equals_rebuilt()) broken(pool, "index: it is not what its tickets make");
  std::vector<const profile*> waiting;
  time_ms since = 0;
  for (auto each = table.oldest(); each != ticket_table::nowhere; each = table.newer(each)) {
    if (table.at(each).submitted_at < since)
      broken(pool, "P4: " + moim::to_text(table.at(each).id) + " is taken for younger than it is");
    since = table.at(each).submitted_at;
    if (tickets.standing(each).proposal == 0) waiting.push_back(&table.at(each));
  }
  bool now_and_then = story.records.size() % 16 == 0;
  if (waiting.size() > (now_and_then ? tickets_most_now_and_then : max_tickets)) return;
  if (tickets.kind().wave_ms > 0 && !after_wave) return;
  auto left = naive_ready_group(tickets.kind(), waiting, at);
  if (left.empty()) return;
  std::vector<ticket_id> names;
  for (auto place : left) names.push_back(waiting[place]->id);
  broken(pool,
         fmt::format("left waiting: version {} left a group that is ready:{}", story.records.size(), names_of(names)));
}

void pool_checker::on_tail_lost(const pool_id& pool, std::size_t count) {
  auto found = pools_.find(pool);
  if (found == pools_.end() || count == 0) return;
  auto records = std::move(found->second.records);
  records.resize(records.size() - std::min(count, records.size()));
  rebuild(pool, records);
}

pool_checker::saved pool_checker::save() const {
  saved all;
  for (const auto& [pool, story] : pools_)
    for (const auto& each : story.records) all[pool].push_back(each);
  return all;
}

void pool_checker::on_restored(const saved& then) {
  for (auto& [pool, story] : pools_) {
    auto found = then.find(pool);
    rebuild(pool, found == then.end() ? std::vector<pool_story::landed>{} : found->second);
  }
}

void pool_checker::rebuild(const pool_id& pool, const std::vector<pool_story::landed>& records) {
  auto& story = pools_[pool] = pool_story{};
  again_ = true;
  for (const auto& each : records) read(story, pool, each.record, each.at);
  again_ = false;
}

const pool_story* pool_checker::pool_of(const ticket_id& ticket) const {
  for (const auto& [pool, story] : pools_)
    if (pool_number(pool) == pool_number(ticket)) return &story;
  return nullptr;
}

const ticket_story* pool_checker::find(const ticket_id& ticket) const {
  const auto* pool = pool_of(ticket);
  return pool ? pool->ledger.find(ticket) : nullptr;
}

const party_story* pool_checker::party(const ticket_id& ticket) const {
  const auto* pool = pool_of(ticket);
  return pool ? pool->ledger.party(ticket) : nullptr;
}

const match_story* pool_checker::find(const match_id& match) const {
  const auto* pool = pool_of(ticket_id{match.high, match.low});
  if (!pool) return nullptr;
  auto found = pool->ledger.matches().find(match);
  return found == pool->ledger.matches().end() ? nullptr : &found->second;
}

bool pool_checker::knows_proposal(const match_id& match, const room_id& room, std::uint64_t proposal) const {
  const auto* pool = pool_of(ticket_id{match.high, match.low});
  if (!pool) return false;
  auto found = pool->ledger.proposals().find(proposal);
  if (found == pool->ledger.proposals().end()) return false;
  return found->second.room == room && (found->second.open || found->second.taken);
}

void pool_checker::broken(const pool_id& pool, const std::string& promise_and_what) {
  auto end = promise_and_what.find(": ");
  verdict_.broken(promise_and_what.substr(0, end), moim::to_text(pool) + ": " + promise_and_what.substr(end + 2));
}

}  // namespace moim::sim
