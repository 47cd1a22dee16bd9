#include "domain/matching/round/wake_up.hpp"

#include "domain/planted.hpp"

namespace moim {
namespace {

class earliest {
 public:
  void add(std::optional<time_ms> at) {
    if (at && (!earliest_ || *at < *earliest_)) earliest_ = at;
  }
  std::optional<time_ms> get() const { return earliest_; }

 private:
  std::optional<time_ms> earliest_;
};

void add_drafted(const round_draft& decided, earliest& into) {
  const auto& drafts = decided.space.draft();
  for (auto each = drafts.oldest(); each != ticket_table::nowhere; each = drafts.newer(each))
    if (!decided.space.is_gone(each | draft_bit))
      into.add(next_due(decided.kind(), drafts.at(each), {0, std::nullopt, decided.now}));
}

void add_wave(const round_draft& decided, earliest& into) {
  auto wave_at = decided.state.wave_at();
  if (wave_at && *wave_at > decided.now)
    into.add(wave_at);
  else if (decided.kind().wave_ms > 0 && !decided.events.empty())
    into.add(decided.now + decided.kind().wave_ms);
}

}  // namespace

std::optional<time_ms> wake_up_after(const round_draft& decided, const due_work& due) {
  if (is_planted(planted_bug::times_not_due)) return std::nullopt;
  if (due.leaves_any()) return decided.now;
  earliest next;
  auto stays = [&](slot which) { return !decided.space.is_gone(which); };
  next.add(decided.state.timers().earliest_after(decided.now, stays));
  next.add(decided.parties.next_after(decided.now));
  if (due.was_any() || !decided.events.empty()) add_drafted(decided, next);
  // What was just due gets its new time only in `apply`. Waking a second later is close enough.
  if (due.was_any()) next.add(decided.now + second_ms);
  for (const auto& event : decided.events)
    if (auto* made = std::get_if<proposed>(&event); made && !made->room) next.add(made->until);
  add_wave(decided, next);
  return next.get();
}

}  // namespace moim
