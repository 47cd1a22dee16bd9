#include "sim/match/files/recorded_file.hpp"

#include "app/recording_store.hpp"
#include "domain/matching/matcher/matcher.hpp"
#include "store/storage_codec.hpp"

#include <fmt/format.h>
#include <msgpack.hpp>

#include <algorithm>
#include <map>

namespace moim::sim {
namespace {

struct recorded_pool {
  pool_rules rules;
  std::vector<store::commit<matcher_event>> commits;
};
using recorded_pools = std::map<std::string, recorded_pool>;

std::string name_of(const pool_rules& rules) {
  return rules.room.key + (rules.region.empty() ? "" : "/" + rules.region);
}

/// Reads frame after frame; a last one that is cut off (the server was killed) is passed over.
recorded_pools read_frames(std::string_view bytes, std::vector<std::string>& notes) {
  recorded_pools pools;
  std::size_t at = 0;
  try {
    while (at < bytes.size()) {
      auto head = msgpack::unpack(bytes.data(), bytes.size(), at);
      auto [pool, what] = head.get().as<std::tuple<std::string, unsigned>>();
      auto body = msgpack::unpack(bytes.data(), bytes.size(), at);
      std::string_view stored{body.get().via.bin.ptr, body.get().via.bin.size};
      if (what == static_cast<unsigned>(recorded::rules)) {
        auto rules = store::decode_stored<pool_rules>(stored);
        if (rules) pools[pool].rules = std::move(*rules);
      } else if (auto commit = store::decode_commit<matcher_event>(stored)) {
        pools[pool].commits.push_back(std::move(*commit));
      }
    }
  } catch (const std::exception&) {
    notes.push_back(fmt::format("the last {} bytes are cut off and were passed over", bytes.size() - at));
  }
  return pools;
}

/// Turns a pool's commits into the commands that made them.
class history_reader {
 public:
  explicit history_reader(const pool_rules& rules) { made_.kind = rules.matching; }

  recording read(const std::vector<store::commit<matcher_event>>& commits) {
    for (const auto& each : commits) {
      // Commits of one millisecond stay apart: what has one time in a file is one batch.
      at_ = std::max(each.at, last_at_ + 1);
      for (const auto& event : each.events) std::visit(*this, event);
    }
    // Tickets that had been away for a while when they ended for it.
    std::stable_sort(made_.commands.begin(), made_.commands.end(),
                     [](const timed_command& a, const timed_command& b) { return a.at < b.at; });
    if (unknown_ > 0) made_.notes.push_back(fmt::format("{} tickets came before the recording began", unknown_));
    return std::move(made_);
  }

  void operator()(const tickets_submitted& event) {
    for (const auto& each : event.tickets) submit(each);
    for (const auto& each : event.matched_at_once) submit(each);
  }
  void operator()(const tickets_ended& event) {
    for (const auto& each : event.tickets) end(each);
  }
  void operator()(const answered& event) {
    if (auto found = waiting_.find(event.user); found != waiting_.end())
      add(at_, answer_proposal{found->second, users_.at(event.user), true, 0});
  }
  /// What the server did by itself.
  template <class Other>
  void operator()(const Other&) {}

 private:
  void submit(const ticket& from) {
    if (from.for_room) return;
    auto named = from;
    tickets_[from.id] = named.id = name(from.id, made_.ticket_names, 't');
    for (std::size_t i = 0; i < from.users.size(); ++i) {
      named.users[i] = user(from.users[i]);
      waiting_[from.users[i]] = named.id;
    }
    for (auto& each : named.not_with) each.user = user(each.user);
    // In a file all tickets live as long as the pool says. One that wanted less is taken back at its end.
    expires_[from.id] = from.expires_at;
    add(at_, submit_ticket{std::move(named)});
  }

  void end(const ended_ticket& ended) {
    auto found = tickets_.find(ended.ticket);
    if (found == tickets_.end()) {
      unknown_ += ended.users.empty() ? 0 : 1;
      return;
    }
    bool early = expires_[ended.ticket] < ended.since + made_.kind.ttl_s * second_ms;
    if (ended.why == ticket_end::cancelled) add(at_, cancel_ticket{found->second});
    if (ended.why == ticket_end::expired && early) add(expires_[ended.ticket], cancel_ticket{found->second});
    if (ended.why == ticket_end::declined)
      add(at_, answer_proposal{found->second, users_.at(ended.users.front()), false, 0});
    if (ended.why == ticket_end::absent)
      add(std::max(ended.since, at_ - made_.kind.absent_after_s * second_ms), set_presence{found->second, false});
  }

  template <class Id>
  Id name(const Id&, std::vector<std::string>& names, char letter) {
    names.push_back(letter + std::to_string(names.size() + 1));
    return {0, names.size()};
  }
  user_id user(const user_id& who) {
    auto [found, is_new] = users_.try_emplace(who);
    if (is_new) found->second = name(who, made_.user_names, 'u');
    return found->second;
  }
  void add(time_ms at, pool_command command) {
    last_at_ = std::max(last_at_, at);
    made_.commands.push_back({at, std::move(command)});
  }

  recording made_;
  time_ms at_ = 0;
  time_ms last_at_ = 0;
  std::map<ticket_id, ticket_id> tickets_;
  std::map<ticket_id, time_ms> expires_;
  std::map<user_id, user_id> users_;
  std::map<user_id, ticket_id> waiting_;
  std::size_t unknown_ = 0;
};

}  // namespace

tl::expected<recording, std::string> read_recorded(std::string_view bytes, const std::string& kind) {
  std::vector<std::string> notes;
  auto pools = read_frames(bytes, notes);
  const recorded_pool* chosen = nullptr;
  std::size_t fitting = 0;
  std::string names;
  for (const auto& [id, pool] : pools) {
    if (pool.commits.empty()) continue;
    names += (names.empty() ? "" : ", ") + name_of(pool.rules);
    if (!kind.empty() && kind != name_of(pool.rules)) continue;
    ++fitting;
    chosen = &pool;
  }
  if (fitting != 1)
    return tl::unexpected{names.empty() ? "it holds no tickets" : "choose one of its pools with --kind: " + names};
  auto made = history_reader{chosen->rules}.read(chosen->commits);
  made.kind.key = name_of(chosen->rules);
  made.kind.presence_every_s = 0;
  made.kind.backfill = false;
  made.notes.insert(made.notes.end(), notes.begin(), notes.end());
  return made;
}

}  // namespace moim::sim
