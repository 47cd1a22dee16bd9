#include "sim/match/runs/oldest_first.hpp"

#include "domain/matching/search/naive.hpp"

#include <algorithm>
#include <map>

namespace moim::sim {
namespace {

struct waiting_ticket {
  profile of;
  signature sign;
};

class oldest_first {
 public:
  explicit oldest_first(const pool_kind& kind) : kind_(kind), layout_(make_layout(kind)) {}

  void run(const recording& history) {
    for (std::size_t i = 0; i < history.commands.size();) {
      auto at = history.commands[i].at;
      advance(at);
      for (; i < history.commands.size() && history.commands[i].at == at; ++i) take(history.commands[i].command, at);
      sweep(at);
      outcome.note_size(at, waiting_.size());
    }
    advance(std::numeric_limits<time_ms>::max());
  }

  match_outcome outcome;

 private:
  void take(const pool_command& command, time_ms now) {
    if (const auto* cancel = std::get_if<cancel_ticket>(&command))
      std::erase_if(waiting_, [&](const waiting_ticket& each) { return each.of.id == cancel->ticket; });
    const auto* submit = std::get_if<submit_ticket>(&command);
    if (!submit) return;
    auto from = submit->ticket;
    from.submitted_at = now;
    if (from.expires_at == 0) from.expires_at = now + kind_.ttl_s * second_ms;
    auto checked = checked_ticket(kind_, std::move(from));
    if (!checked) return;
    ++outcome.submitted;
    outcome.people += checked->users.size();
    auto of = make_profile(*checked, names_);
    auto sign = make_signature(layout_, of);
    waiting_.push_back({std::move(of), sign});
  }

  /// Expiries, and patience that runs out.
  void advance(time_ms until) {
    while (auto next = next_event(until)) {
      now_ = *next;
      std::erase_if(waiting_, [&](const waiting_ticket& each) {
        auto window = last_window_start(each.of, kind_.notice_s * second_ms);
        if (each.of.expires_at > now_ && (!window || *window >= now_)) return false;
        count(each.of, each.of.expires_at);
        return true;
      });
      if (kind_.prefer) sweep(now_);
      outcome.note_size(now_, waiting_.size());
    }
    if (until != std::numeric_limits<time_ms>::max()) now_ = until;
  }

  std::optional<time_ms> next_event(time_ms until) const {
    std::optional<time_ms> next;
    auto add = [&](time_ms at) {
      if (at > now_ && at < until && (!next || at < *next)) next = at;
    };
    for (const auto& each : waiting_) {
      add(each.of.expires_at);
      if (auto window = last_window_start(each.of, kind_.notice_s * second_ms)) add(*window + 1);
      if (kind_.prefer) add(each.of.submitted_at + kind_.patience_s * second_ms);
    }
    return next;
  }

  void count(const profile& of, time_ms end) {
    outcome.waits_ms.insert(outcome.waits_ms.end(), of.people(), end - of.submitted_at);
  }

  void sweep(time_ms now) {
    now_ = now;
    for (std::size_t i = 0; i < waiting_.size();) {
      group_.assign(1, i);
      std::vector<std::size_t> candidates;
      for (std::size_t k = 0; k < waiting_.size(); ++k)
        if (k != i && may_suit(waiting_[i].sign, waiting_[k].sign)) candidates.push_back(k);
      if (!complete(running{waiting_[i].sign}, candidates)) {
        ++i;
        continue;
      }
      take_group();
      i = 0;
    }
  }

  bool complete(const running& so_far, const std::vector<std::size_t>& candidates) {
    for (std::size_t c = 0; c < candidates.size(); ++c) {
      const auto& sign = waiting_[candidates[c]].sign;
      if (!so_far.accepts(sign)) continue;
      auto next = so_far;
      next.add(sign);
      group_.push_back(candidates[c]);
      if (next.size_suits() && is_ready()) return true;
      std::vector<std::size_t> rest;
      for (auto k = c + 1; k < candidates.size(); ++k)
        if (may_suit(sign, waiting_[candidates[k]].sign)) rest.push_back(candidates[k]);
      if (!rest.empty() && complete(next, rest)) return true;
      group_.pop_back();
    }
    return false;
  }

  bool is_ready() {
    auto sorted = group_;
    std::sort(sorted.begin(), sorted.end());
    std::vector<const profile*> group;
    for (auto each : sorted) group.push_back(&waiting_[each].of);
    return is_ready_group(kind_, group, now_);
  }

  void take_group() {
    std::sort(group_.begin(), group_.end());
    ++outcome.matches;
    formed_group formed{now_, now_, {}, 0};
    for (auto each : group_) formed.tickets.push_back(waiting_[each].of.id);
    for (auto each = group_.rbegin(); each != group_.rend(); ++each) {
      const auto& of = waiting_[*each].of;
      count(of, now_);
      outcome.matched_waits_ms.insert(outcome.matched_waits_ms.end(), of.people(), now_ - of.submitted_at);
      formed.people += of.people();
      waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(*each));
    }
    outcome.people_matched += formed.people;
    outcome.groups.push_back(std::move(formed));
  }

  pool_kind kind_;
  signature_layout layout_;
  value_names names_;
  std::vector<waiting_ticket> waiting_;
  std::vector<std::size_t> group_;
  time_ms now_ = std::numeric_limits<time_ms>::min() / 2;
};

}  // namespace

match_outcome run_oldest_first(const recording& history) {
  oldest_first matcher{history.kind};
  matcher.run(history);
  return std::move(matcher.outcome);
}

}  // namespace moim::sim
