#pragma once

#include "actors/entity/port.hpp"
#include "actors/neighbours.hpp"
#include "domain/outbox/courier.hpp"
#include "domain/outbox/outbox.hpp"
#include "domain/planted.hpp"
#include "metrics/entities.hpp"

#include <spdlog/spdlog.h>

#include <set>

namespace moim {

/// Sends the deliveries of an entity in memory when the courier says so, and tells the log what became of
/// them. The next commit records that one was taken, or after a while a commit of its own. Pauses follow the
/// machine's clock; how old a delivery is follows the log's time.
template <class Payload>
class outgoing {
 public:
  outgoing(const entity_id& from, entity_port& port, neighbours& to, entity_metrics& metrics)
      : from_(from), port_(port), to_(to), metrics_(metrics) {}
  ~outgoing() { count(0); }
  outgoing(const outgoing&) = delete;
  outgoing& operator=(const outgoing&) = delete;

  /// The state was read from the log: everything is sent at once. \param confirmed_at when its head was last known to
  /// be the log's, on the machine's clock; so everywhere below
  void start_over(const outbox<Payload>& state, time_ms confirmed_at) {
    courier_.clear();
    recent_.clear();
    refused_.clear();
    again_.clear();
    write_at_.reset();
    for (const auto& [number, each] : state.open) add(each, port_.machine_now());
    for (const auto& [number, each] : state.taken) again_.emplace(each.again_at, number);
    send(state, confirmed_at);
  }

  /// A commit has landed. If another node made it, that node is the first to send what it owes.
  template <class Event>
  void read(const std::vector<Event>& happened, const outbox<Payload>& state, bool ours, time_ms confirmed_at) {
    auto now = port_.machine_now();
    for (const auto& event : happened) {
      if (auto* owed = std::get_if<deliveries_owed<Payload>>(&event))
        for (std::size_t i = 0; i < owed->items.size(); ++i)
          if (auto made = state.open.find(owed->first + i); made != state.open.end())
            add(made->second, ours ? now : now + others_sent_first_ms);
      if (auto* done = std::get_if<deliveries_done>(&event))
        for (auto number : done->numbers) {
          recent_.erase(number);
          refused_.erase(number);
          courier_.remove(number, now);
          if (done->again_at != 0) again_.emplace(done->again_at, number);
        }
      if (auto* aside = std::get_if<deliveries_put_aside>(&event))
        for (auto number : aside->numbers) courier_.remove(number, now), tell_aside(state, number);
    }
    if (!courier_.has_settled()) write_at_.reset();
    send(state, confirmed_at);
  }

  /// A delivery goes to another target than before.
  void redirect(std::uint64_t number, const outbox<Payload>& state) {
    courier_.remove(number, port_.machine_now());
    if (auto found = state.open.find(number); found != state.open.end()) add(found->second, port_.machine_now());
  }

  /// Sends what is due, a bounded number at a time: after a long night not all targets get theirs at once.
  void send(const outbox<Payload>& state, time_ms confirmed_at) {
    look_at_taken(state, confirmed_at);
    for (auto number : courier_.take_due(port_.machine_now(), max_sent_at_once, [this] { return port_.random(); }))
      if (auto* of = find(state, number)) send(*of, state.taken.contains(number));
    count(state.open.size());
  }

  void receive(const delivery_answered& answer) {
    auto now = port_.machine_now();
    if (answer.end == delivery_end::done || answer.end == delivery_end::refused) {
      if (!courier_.settle(answer.number, now)) return;
      if (answer.end == delivery_end::refused) refused_.insert(answer.number);
      if (answer.is_recent) recent_.insert(answer.number);
      metrics_.deliveries(answer.end == delivery_end::done ? delivery_step::done : delivery_step::refused).add();
      if (!write_at_) write_at_ = now + max_unwritten_ms;
      return;
    }
    bool busy = answer.end == delivery_end::busy;
    metrics_.deliveries(busy ? delivery_step::busy : delivery_step::not_yet).add();
    auto pause = std::clamp<time_ms>(answer.retry_after_ms, min_send_again_ms, max_send_again_ms);
    // So that those refused together do not come back together.
    pause += static_cast<time_ms>(port_.random() % static_cast<std::uint64_t>(pause));
    courier_.postpone(answer.number, now + pause, !busy);
  }

  /// Adds events to the next commit.
  template <class Event>
  void write(const outbox<Payload>& state, time_ms now, std::vector<Event>& out) {
    if (write_at_) write_at_ = port_.machine_now() + max_unwritten_ms;
    deliveries_done done, for_now;
    deliveries_put_aside aside;
    for (auto number : courier_.settled()) {
      auto* of = find(state, number);
      if (!of) continue;
      // What was lost once may be lost once more. What was refused needs no second refusal.
      bool may_be_lost = (state.open.contains(number) && !refused_.contains(number)) || recent_.contains(number);
      bool again = is_told_again(*of) && may_be_lost;
      (again ? for_now : done).numbers.push_back(number);
    }
    for (auto number : courier_.given_up(now, delivery_given_up_ms)) {
      if (state.open.contains(number)) aside.numbers.push_back(number);
      if (state.taken.contains(number)) done.numbers.push_back(number);
    }
    for_now.again_at = now + delivery_agrees_ms;
    if (!done.numbers.empty()) out.push_back(std::move(done));
    if (!for_now.numbers.empty()) out.push_back(std::move(for_now));
    metrics_.deliveries(delivery_step::put_aside).add(aside.numbers.size());
    if (!aside.numbers.empty()) out.push_back(std::move(aside));
  }
  /// Whether something settled is not written yet. If the entity left memory, it would be sent again.
  bool has_unwritten() const { return write_at_.has_value(); }
  /// Whether that has waited long enough for another commit to carry it.
  bool has_to_write() const { return write_at_ && port_.machine_now() >= *write_at_; }

  /// Whether something is to be sent once more, and the log may deny it by now.
  bool has_to_confirm() const { return has_to_confirm_; }

  /// When to look at it again; nothing: time brings nothing.
  std::optional<time_ms> next_at() {
    auto next = courier_.next_at();
    if (again_at_ && (!next || *again_at_ < *next)) next = again_at_;
    // After that time a commit has been asked for; it comes when the store lets it.
    if (write_at_ && !has_to_write() && (!next || *write_at_ < *next)) next = write_at_;
    return next;
  }

 private:
  static constexpr time_ms max_unwritten_ms = 4 * second_ms;
  static constexpr time_ms others_sent_first_ms = 5 * second_ms;
  static constexpr std::size_t max_sent_at_once = 256;
  static constexpr time_ms confirmed_again_ms = second_ms;

  void add(const delivery<Payload>& of, time_ms from) {
    bool is_lasting = std::visit([](const auto& what) { return what.is_lasting(); }, of.what);
    courier_.add({of.number, of.target, of.at, of.after, is_lasting}, from);
  }

  static const delivery<Payload>* find(const outbox<Payload>& state, std::uint64_t number) {
    if (auto open = state.open.find(number); open != state.open.end()) return &open->second;
    auto taken = state.taken.find(number);
    return taken == state.taken.end() ? nullptr : &taken->second.of;
  }

  /// A store that is not shared has no failovers, and its backups hold all logs of one moment.
  bool is_told_again(const delivery<Payload>& of) const {
    return port_.is_shared() && !is_planted(planted_bug::taken_not_told_again) &&
           std::visit(
               []<class What>(const What&) {
                 return requires { What::is_told_again; };
               },
               of.what);
  }

  /// What was taken a while ago goes out once more, unless a failover has taken it from the log meanwhile. It waits
  /// for nothing else: whatever was to come before it has come.
  void look_at_taken(const outbox<Payload>& state, time_ms confirmed_at) {
    again_at_.reset();
    has_to_confirm_ = false;
    auto machine_now = port_.machine_now();
    while (!again_.empty()) {
      auto [at, number] = *again_.begin();
      auto found = state.taken.find(number);
      bool is_due = found != state.taken.end() && found->second.again_at == at;
      auto in = at - port_.now();
      if (is_due && in > 0) {
        again_at_ = machine_now + in;
        return;
      }
      if (is_due && confirmed_at < machine_now + in) {
        has_to_confirm_ = true;
        again_at_ = machine_now + confirmed_again_ms;
        return;
      }
      again_.erase(again_.begin());
      if (is_due) courier_.add({number, found->second.of.target, found->second.of.at, 0, false}, machine_now);
    }
  }

  void send(const delivery<Payload>& of, bool again) {
    metrics_.deliveries(delivery_step::sent).add();
    std::visit(
        [&]<class What>(const What& what) {
          if constexpr (requires { what.told_again(); })
            if (again) return to_.deliver(of.target, delivered<What>{from_, of.number, what.told_again()});
          to_.deliver(of.target, delivered<What>{from_, of.number, what});
        },
        of.what);
    if (is_planted(planted_bug::done_when_sent)) receive({of.number, delivery_end::done, 0});
  }

  /// For the operator: what nobody will send any more.
  void tell_aside(const outbox<Payload>& state, std::uint64_t number) {
    for (const auto& each : state.aside)
      if (each.number == number)
        spdlog::warn("{} gives up the {} that it owes {} since {} s, and keeps it on its side list.", to_text(from_),
                     std::visit([]<class What>(const What&) { return What::name; }, each.what), to_text(each.target),
                     (port_.now() - each.at) / second_ms);
  }

  void count(std::size_t now) {
    metrics_.deliveries_open().add(static_cast<std::int64_t>(now) - static_cast<std::int64_t>(counted_));
    counted_ = now;
  }

  entity_id from_;
  entity_port& port_;
  neighbours& to_;
  entity_metrics& metrics_;
  courier courier_;
  /// Settled deliveries that their targets have had only briefly, and so may still lose.
  std::set<std::uint64_t> recent_;
  /// Settled deliveries that their targets have refused.
  std::set<std::uint64_t> refused_;
  /// By when settled deliveries must be written; nothing: all are.
  std::optional<time_ms> write_at_;
  /// When what was taken goes out once more.
  std::optional<time_ms> again_at_;
  bool has_to_confirm_ = false;
  /// What is to be sent once more, by its time; some of it may be done since.
  std::set<std::pair<time_ms, std::uint64_t>> again_;
  /// In the metric.
  std::size_t counted_ = 0;
};

}  // namespace moim
