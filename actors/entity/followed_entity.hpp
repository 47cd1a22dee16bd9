#pragma once

#include "actors/entity/entity.hpp"
#include "actors/outlet.hpp"

#include <map>

namespace moim {

/// An entity, of whatever type, that can be followed: from a snapshot, or from where a client left off (P7), and the
/// publications after that.
///
/// `Rules::feed` says what followers see. It names `call` (with `seen`, from where a client goes on,
/// `changes_at_most`, past which it is told of no more that it missed, and its `reply`), and has static `answer(call,
/// state, now)`: with a snapshot; `answer(call, state, now, missed)`: with what was missed; `publish(followers, id,
/// state, now, happened)`; and `reset(followers, id, state, now)`: the log is another one.
template <class Rules>
class followed_entity : public entity<Rules> {
 public:
  using feed = typename Rules::feed;
  using call = typename feed::call;
  using events = typename entity<Rules>::events;
  using entity<Rules>::entity;

 protected:
  /// To be called when the call is answered, its batch having confirmed the head.
  void begin_following(const call& asked);
  void stop_following(outlet* from) { std::erase(followers_, from); }
  /// To be called with all events of a commit, before anything else that follows from it.
  void publish(const events& happened) {
    if (!followers_.empty()) feed::publish(followers_, this->id(), this->state(), this->current(), happened);
  }
  /// Tells all who follow something that is not in the log.
  void pass_on(const std::shared_ptr<const publication>& what) {
    for (auto* follower : followers_) follower->publish(what);
  }
  /// The log turned out to be another one: the call is decided against that, once it is read.
  virtual void receive_again(call asked) = 0;

  bool is_followed() const override { return !followers_.empty(); }
  bool is_needed() const override { return !followers_.empty() || !resumptions_.empty(); }
  void on_own_read(read_tag tag, store::read_result result) override;
  /// Followers know commits that are not in the log any more.
  void on_forked() override {
    if (!followers_.empty()) feed::reset(followers_, this->id(), this->state(), this->current());
  }
  void on_failed(const error& why) override;

 private:
  /// The most commits that a client may have missed; past it a snapshot is cheaper for everybody.
  static constexpr version max_missed = 1'024;
  /// Of records that a client may have missed: people's words in a chat are long.
  static constexpr std::size_t max_missed_bytes = 262'144;
  /// A commit of a hot room holds thousands of events, so these are bounded by the call, and commits are read a few at
  /// a time.
  static constexpr std::size_t records_at_once = 64;
  /// The most clients whose missed commits are read at a time; any others get a snapshot.
  static constexpr std::size_t max_resumptions = 256;

  struct resumption {
    call asked;
    head reached;
    events missed;
    std::size_t missed_bytes = 0;
  };
  void read_missed(read_tag tag, const resumption& from);
  bool add_missed(resumption& to, const store::read_result& read) const;
  void finish(const resumption& done);
  void answer_with_snapshot(const call& asked);
  void add_follower(outlet* to) {
    if (std::find(followers_.begin(), followers_.end(), to) == followers_.end()) followers_.push_back(to);
  }

  /// Outlets with at least one session that follows.
  std::vector<outlet*> followers_;
  std::map<read_tag, resumption> resumptions_;
  read_tag last_tag_ = 0;
};

template <class Rules>
void followed_entity<Rules>::begin_following(const call& asked) {
  const auto& now = this->current();
  // A commit holds a change at least.
  auto most = std::min<version>(max_missed, asked.changes_at_most);
  bool hopeless = !asked.seen || asked.seen->version > now.version || now.version - asked.seen->version > most ||
                  asked.seen->version == 0 || resumptions_.size() >= max_resumptions;
  if (hopeless) return answer_with_snapshot(asked);
  resumption from{asked, *asked.seen, {}, 0};
  if (*asked.seen == now) return finish(from);
  auto tag = ++last_tag_;
  read_missed(tag, from);
  resumptions_.emplace(tag, std::move(from));
}

/// Also reads the client's last commit: it tells whether the client saw this log or one that was lost.
template <class Rules>
void followed_entity<Rules>::read_missed(read_tag tag, const resumption& from) {
  this->port().read(tag, {.entity = this->id(), .after = from.reached.version - 1, .limit = records_at_once + 1});
}

/// False if what was read does not follow from what the client knows.
template <class Rules>
bool followed_entity<Rules>::add_missed(resumption& to, const store::read_result& read) const {
  bool same_log = read && !read->records.empty() && read->records.front().version == to.reached.version &&
                  read->records.front().commit == to.reached.commit;
  if (!same_log) return false;
  for (const auto& record : read->records) {
    if (record.version != to.reached.version + 1 || record.version > this->current().version) continue;
    auto commit = store::decode_commit<typename Rules::event>(record.bytes);
    if (!commit) break;
    to.missed_bytes += record.bytes.size();
    if (is_planted(planted_bug::resume_off_by_one) && to.reached == *to.asked.seen) commit->events.clear();
    std::move(commit->events.begin(), commit->events.end(), std::back_inserter(to.missed));
    to.reached = {record.version, record.commit};
  }
  return true;
}

template <class Rules>
void followed_entity<Rules>::on_own_read(read_tag tag, store::read_result result) {
  auto found = resumptions_.find(tag);
  if (found == resumptions_.end()) return;
  auto& from = found->second;
  if (!this->is_loaded()) {
    auto asked = std::move(from.asked);
    resumptions_.erase(found);
    return receive_again(std::move(asked));
  }
  bool same_log = add_missed(from, result);
  // There is more, or more was committed while the log was read.
  bool goes_on = same_log && from.reached.version < this->current().version && result->records.size() > 1;
  bool too_much = from.missed.size() > from.asked.changes_at_most || from.missed_bytes > max_missed_bytes;
  if (goes_on && !too_much) return read_missed(tag, from);
  auto done = std::move(from);
  resumptions_.erase(found);
  done.reached == this->current() && !too_much ? finish(done) : answer_with_snapshot(done.asked);
}

template <class Rules>
void followed_entity<Rules>::finish(const resumption& done) {
  add_follower(done.asked.reply.to);
  feed::answer(done.asked, this->state(), this->current(), done.missed);
}

template <class Rules>
void followed_entity<Rules>::answer_with_snapshot(const call& asked) {
  add_follower(asked.reply.to);
  feed::answer(asked, this->state(), this->current());
}

template <class Rules>
void followed_entity<Rules>::on_failed(const error& why) {
  for (const auto& [tag, from] : std::exchange(resumptions_, {})) {
    const auto& reply = from.asked.reply;
    reply.to->answer(reply.session, reply.request, tl::unexpected{why});
  }
}

}  // namespace moim
