#include "actors/pool/pool_entity.hpp"
#include "domain/planted.hpp"

#include <algorithm>

/// A pool's news on its way (rule 6): a match's room is born first, then everybody is told. Sent once at once, again
/// when the pool is woken for it, and given up when that does not help. That it was taken is written with the next
/// commit, or with one of its own.
namespace moim {
namespace {

/// How often news is told before it is given up.
constexpr unsigned tries_most = 5;
/// How long a pool that nobody asks for anything waits for a commit to write that news was taken.
constexpr time_ms told_unwritten_most_ms = 10 * second_ms;
/// How many are told again at once: after a long night not everybody at the same moment.
constexpr std::size_t again_most = 256;

}  // namespace

void pool_entity::tell(const pool_news& news) {
  auto& of = telling_[news.id];
  of.again_at = port().now() + retry_of(news);
  ++of.tries;
  of.left.clear();
  metrics().effects(effect_step::sent).add();
  if (news.offer)
    neighbours_.offer({pool_, *news.offer});
  else if (news.born && !of.born)
    neighbours_.bear({born_room_id(news.born->match), *news.born, pool_, news.id});
  else
    tell_people(news, of);
}

void pool_entity::tell_people(const pool_news& news, telling& of) {
  for (const auto& each : news.notes) {
    of.left.push_back(each.user);
    neighbours_.tell_inbox({each.user, each.told, pool_, news.id});
  }
}

void pool_entity::on_taken(const news_taken& message) {
  auto found = telling_.find(message.news);
  auto news = state().news.find(message.news);
  if (found == telling_.end() || news == state().news.end() || !is_loaded()) return;
  auto& of = found->second;
  if (!message.by) {
    if (std::exchange(of.born, true)) return;
    return tell_people(news->second, of);
  }
  std::erase(of.left, message.by);
  if ((!of.left.empty() && !is_planted(planted_bug::told_when_one_knows)) || (news->second.born && !of.born)) return;
  metrics().effects(effect_step::acknowledged).add();
  telling_.erase(found);
  if (told_.empty()) write_told_at_ = port().machine_now() + told_unwritten_most_ms;
  told_.insert(message.news);
  tick_by(write_told_at_);
}

void pool_entity::add_own_events(const matcher& state, time_ms now, events& out) {
  news_told told;
  for (const auto& id : told_)
    if (state.news.contains(id)) told.news.push_back(id);
  if (now >= look_again_at_ && !is_planted(planted_bug::news_not_repeated)) tell_again(state, now, told);
  if (!told.news.empty() || !told.parked.empty()) out.push_back(std::move(told));
  if (seen_) out.push_back(*seen_);
}

/// What nobody has been heard of for a while, also what another node that is gone by now was to tell.
void pool_entity::tell_again(const matcher& state, time_ms now, news_told& out) {
  look_again_at_ = now + news_retry(state) / 6;
  std::size_t again = 0;
  for (const auto& [id, news] : state.news) {
    if (news.since + retry_of(news) > now || told_.contains(id)) continue;
    auto& of = telling_[id];
    if (now < of.again_at || again == again_most) continue;
    ++again;
    // What became of an offer has to be known, however long that takes.
    if (of.tries < tries_most || news.offer) {
      tell(news);
      continue;
    }
    metrics().effects(effect_step::parked).add();
    out.parked.push_back(id);
  }
}

void pool_entity::on_time_passed(time_ms now) {
  look_for_people(now);
  if (told_.empty()) return;
  now >= write_told_at_ ? commit_soon() : tick_by(write_told_at_);
}

}  // namespace moim
