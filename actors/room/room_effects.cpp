#include "actors/room/room_entity.hpp"

#include <algorithm>
#include <iterator>

/// A room's effects on its way to people's own logs (rule 6): sent once at once, again when the room is woken for them,
/// and put aside when that does not help. That they were taken is written with the next commit, or with one of its own.
namespace moim {
namespace {

/// How often an effect is sent before it goes to the side list.
constexpr unsigned effect_tries_most = 5;
/// How long a room that nobody asks for anything waits for a commit to write that effects were taken. If it waited for
/// its wake-up, another node might take that, send all of them again, and wait in its turn.
constexpr time_ms effects_unwritten_most_ms = 10 * second_ms;

}  // namespace

/// Effects of commits that another node made are that node's to send; if it dies, the wake-up finds them.
void room_entity::send_effects(bool ours) {
  const auto& pending = state().get<memberships>().pending;
  count_pending(pending.size());
  auto fresh = std::upper_bound(pending.begin(), pending.end(), last_effect_sent_,
                                [](std::uint64_t sent, const membership_effect& e) { return sent < e.number; });
  last_effect_sent_ = state().get<memberships>().last_number;
  if (!ours) return;
  for (; fresh != pending.end(); ++fresh) {
    metrics().effects(effect_step::sent).add();
    neighbours_.tell_user(room_, *fresh);
  }
}

void room_entity::count_pending(std::size_t now) {
  metrics().effects_pending().add(static_cast<std::int64_t>(now) - static_cast<std::int64_t>(pending_counted_));
  pending_counted_ = now;
}

/// The whole effect is compared: after a fork another one may bear the number.
void room_entity::on_effect_taken(const membership_effect& effect) {
  metrics().effects(effect_step::acknowledged).add();
  const auto& pending = state().get<memberships>().pending;
  auto found = std::lower_bound(pending.begin(), pending.end(), effect.number,
                                [](const membership_effect& e, std::uint64_t wanted) { return e.number < wanted; });
  if (found == pending.end() || *found != effect) return;
  if (taken_effects_.empty()) write_effects_at_ = port().machine_now() + effects_unwritten_most_ms;
  taken_effects_.insert(effect.number);
  tick_by(write_effects_at_);
}

void room_entity::forget_effects(const events& happened) {
  auto forget = [this](const std::vector<std::uint64_t>& numbers) {
    for (auto number : numbers) {
      taken_effects_.erase(number);
      effect_tries_.erase(number);
    }
  };
  for (const auto& event : happened) {
    if (auto* done = std::get_if<effects_done>(&event)) forget(done->numbers);
    if (auto* parked = std::get_if<effects_parked>(&event)) forget(parked->numbers);
  }
}

void room_entity::add_own_events(const room& state, time_ms now, events& out) {
  effects_done done;
  effects_parked parked;
  retry_effects(state, now, parked.numbers);
  if (!taken_effects_.empty())
    for (const auto& effect : state.get<memberships>().pending)
      if (taken_effects_.contains(effect.number)) done.numbers.push_back(effect.number);
  if (!done.numbers.empty()) out.push_back(done);
  if (!parked.numbers.empty()) out.push_back(parked);
  seek(now);
  write_seek_told(state, out);
}

/// If nothing else was to be committed for so long.
void room_entity::write_taken_effects(time_ms now) {
  if (taken_effects_.empty()) return;
  now >= write_effects_at_ ? commit_soon() : tick_by(write_effects_at_);
}

/// Called in every round, but only effects that had their time cost anything. Of several for one person the newest
/// counts: whoever has it needs none that came before, and whoever cannot take it takes none of them.
void room_entity::retry_effects(const room& state, time_ms now, std::vector<std::uint64_t>& parked) {
  if (is_planted(planted_bug::effects_not_repeated)) return;
  const auto& pending = state.get<memberships>().pending;
  auto fresh = std::find_if(pending.begin(), pending.end(),
                            [&](const membership_effect& e) { return e.since + effect_retry_ms > now; });
  enum class end : std::uint8_t { open, taken, parked };
  std::map<user_id, end> newest;
  for (auto next = std::make_reverse_iterator(fresh); next != pending.rend(); ++next) {
    const auto& effect = *next;
    auto [found, is_newest] = newest.try_emplace(effect.target, end::open);
    if (is_newest && taken_effects_.contains(effect.number)) found->second = end::taken;
    if (is_newest && found->second == end::open && !send_again(effect, now)) found->second = end::parked;
    if (found->second == end::taken) taken_effects_.insert(effect.number);
    if (found->second == end::parked) parked.push_back(effect.number);
  }
  std::reverse(parked.begin(), parked.end());
}

/// False if it was sent as often as it may be.
bool room_entity::send_again(const membership_effect& effect, time_ms now) {
  auto& tries = effect_tries_[effect.number];
  if (now < tries.next_at) return true;
  tries.next_at = now + effect_retry_ms;
  if (++tries.count > effect_tries_most) {
    metrics().effects(effect_step::parked).add();
    return false;
  }
  metrics().effects(effect_step::sent).add();
  neighbours_.tell_user(room_, effect);
  return true;
}

}  // namespace moim
