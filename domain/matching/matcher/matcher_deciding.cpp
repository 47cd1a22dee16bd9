#include "domain/matching/matcher/matcher.hpp"
#include "domain/matching/pool/presence.hpp"
#include "domain/planted.hpp"

#include <algorithm>
#include <array>

/// A batch of requests becomes one decision on the pool.
namespace moim {
namespace {

class batch_round {
 public:
  batch_round(const matcher& state, std::vector<matcher_request> batch, time_ms now)
      : state_(state), batch_(std::move(batch)), now_(std::max(now, state.last_at)), tickets_(&state.tickets) {
    begin_outbox();
    begin_pool();
  }

  matcher_decision decide(const search_budget& budget, matcher_workspace& workspace) {
    decision_.outcomes.assign(batch_.size(), fail(errc::internal));
    for (std::size_t i = 0; i < batch_.size(); ++i) prepare(i);
    auto decided = moim::decide(*tickets_, std::move(commands_), now_, budget, workspace);
    for (auto& event : decided.events) {
      name_match(event, workspace.secret, now_);
      auto came = newcomers_of(event);
      owe(event);
      std::visit([this](auto& each) { decision_.events.emplace_back(std::move(each)); }, event);
      if (!came.tickets.empty()) decision_.events.emplace_back(std::move(came));
    }
    decision_.work = decided.work;
    decision_.wake_by = decided.wake_by;
    decision_.leaves_due = decided.leaves_due;
    if (!decided.leaves_due) settle_all(decided.refusals);
    if (!answered_.requests.empty()) decision_.events.emplace_back(std::move(answered_));
    if (!owed_.items.empty()) decision_.events.emplace_back(std::move(owed_));
    if (!done_.numbers.empty()) decision_.events.emplace_back(std::move(done_));
    return std::move(decision_);
  }

 private:
  /// A pool from before outboxes existed moves what it owed into its outbox.
  void begin_outbox() {
    owed_.first = next_delivery_number(state_.outbox.last_number, now_);
    if (state_.outbox.begun_at) return;
    decision_.events.emplace_back(outbox_begun{});
    for (const auto& [id, news] : state_.news) add_items(news, owed_.items);
  }

  /// Adds what the event makes the pool owe. A proposal to a room that it closes goes to nobody any more; of one that
  /// the room has taken the delivery's answer tells.
  void owe(const pool_event& event) {
    const auto& room = rules_ ? rules_->room : state_.room;
    const auto& region = rules_ ? rules_->region : state_.region;
    for (auto& news : debts_of(event, {tickets_->kind(), room, region})) add_items(std::move(news), owed_.items);
    if (auto* closed = std::get_if<proposal_closed>(&event); closed && closed->offered) end_backfill(closed->proposal);
  }

  void end_backfill(std::uint64_t proposal) {
    for (const auto& [number, each] : state_.outbox.open)
      if (auto* asked = std::get_if<backfill_proposal>(&each.what); asked && asked->proposal == proposal)
        done_.numbers.push_back(number);
  }

  /// The first submit creates the pool. A later one brings in the numbers of its file if they have changed.
  void begin_pool() {
    for (const auto& each : batch_) {
      auto* submit = std::get_if<submit_resolved>(&each.command);
      if (!submit) continue;
      rules_ = submit->rules;
      const auto& rules = *rules_;
      if (!state_.exists()) tickets_ = &created_.emplace(rules.matching);
      bool as_it_is = rules.matching == state_.tickets.kind() && rules.room == state_.room;
      if (!as_it_is) decision_.events.emplace_back(pool_created{rules.matching, rules.region, rules.room});
      return;
    }
  }

  /// Whoever submits counts as connected. From then on servers look for them, if the kind says so.
  presence_changed newcomers_of(const pool_event& event) const {
    presence_changed came{{}, here_until(tickets_->kind(), now_)};
    auto* submitted = std::get_if<tickets_submitted>(&event);
    if (!submitted || tickets_->kind().presence_every_s == 0) return came;
    for (const auto& each : submitted->tickets)
      if (!each.for_room) came.tickets.push_back(each.id);
    return came;
  }

  void prepare(std::size_t i) {
    auto& command = batch_[i].command;
    const auto& who = batch_[i].who;
    auto& outcome = decision_.outcomes[i];
    if (std::holds_alternative<start_backfill>(command) || std::holds_alternative<answer_backfill>(command))
      return take_from_room(i, command);
    if (who.key) {
      auto [first, is_new] = keys_.try_emplace({*who.key, who.user}, i);
      if (!is_new) {
        if (batch_[first->second].who.parameters != who.parameters)
          outcome = fail(errc::key_reused);
        else
          repeats_.push_back({i, first->second});
        return;
      }
    }
    auto slice = slice_of(who.key ? who.key->low : 0);
    auto recalled = state_.requests[slice].recall(who, now_, slice_requests, coming_[slice]);
    if (!recalled) {
      outcome = tl::unexpected{recalled.error()};
    } else if (*recalled && !is_planted(planted_bug::outcomes_not_recalled)) {
      ++decision_.repeated;
      outcome = **recalled;
    } else if (auto no = why_not(command)) {
      outcome = tl::unexpected{*no};
    } else {
      asked_by_.push_back(i);
      ++coming_[slice];
      std::visit([&](auto& each) { add(i, each, who); }, command);
    }
  }

  void take_from_room(std::size_t i, const matcher_command& command) {
    decision_.outcomes[i] = done{};
    auto* start = std::get_if<start_backfill>(&command);
    if (start && was_started_before(start->ticket.id)) return;
    asked_by_.push_back(i);
    start ? commands_.emplace_back(*start) : commands_.emplace_back(std::get<answer_backfill>(command));
  }

  /// A room may repeat its wish after its ticket was matched or ended, even in the very round that ends it.
  bool was_started_before(const ticket_id& id) const {
    bool is_here = tickets_->table().find(id) && !is_planted(planted_bug::backfilled_again);
    return is_here || state_.past_of(id);
  }

  std::optional<error> why_not(const matcher_command& command) const {
    if (!std::holds_alternative<submit_resolved>(command)) return std::nullopt;
    bool full = tickets_->table().size() + tickets_->parties().size() >= max_pool_tickets ||
                state_.outbox.open.size() >= max_pool_deliveries ||
                state_.outbox.taken.size() >= max_pool_deliveries_taken || has_all_values();
    return full ? std::optional{error{errc::overloaded, {}, 1'000}} : std::nullopt;
  }

  /// Whether a criterion has nearly used up the numbers for its values (`coded_value`). A batch adds fewer
  /// values than there are numbers left.
  bool has_all_values() const {
    constexpr std::uint32_t max_numbers = (std::uint32_t{1} << 24) - (std::uint32_t{1} << 20);
    const auto& names = tickets_->table().names();
    for (std::uint8_t criterion = 0; criterion < max_criteria; ++criterion)
      if (names.bound(criterion) >= max_numbers) return true;
    return false;
  }

  /// Rooms' commands have been taken already.
  template <class FromRoom>
  void add(std::size_t, FromRoom&, const caller&) {}
  void add(std::size_t i, submit_resolved& wanted, const caller& who) {
    submit_ticket command{std::move(wanted.ticket)};
    auto ttl_s = tickets_->kind().ttl_s;
    if (wanted.ttl_s) ttl_s = std::min(ttl_s, *wanted.ttl_s);
    command.ticket.expires_at = now_ + ttl_s * second_ms;
    if (command.ticket.users.size() > 1 && !who.vouches) {
      auto until = now_ + tickets_->kind().invite_s * second_ms;
      decision_.outcomes[i] = ticket_opened{command.ticket.id, until, true};
      commands_.emplace_back(invite_party{std::move(command.ticket)});
      return;
    }
    decision_.outcomes[i] = ticket_opened{command.ticket.id, command.ticket.expires_at};
    commands_.emplace_back(std::move(command));
  }
  void add(std::size_t i, accept_party& wanted, const caller& who) {
    decision_.outcomes[i] = done{};
    commands_.emplace_back(answer_invitation{wanted.ticket, who.user, true});
  }
  void add(std::size_t i, decline_party& wanted, const caller& who) {
    decision_.outcomes[i] = done{};
    commands_.emplace_back(answer_invitation{wanted.ticket, who.user, false});
  }
  void add(std::size_t i, cancel_request& wanted, const caller& who) {
    decision_.outcomes[i] = done{};
    commands_.emplace_back(cancel_ticket{wanted.ticket, who.user});
  }
  void add(std::size_t i, accept_request& wanted, const caller& who) {
    decision_.outcomes[i] = done{};
    commands_.emplace_back(answer_proposal{wanted.ticket, who.user, true, wanted.proposal});
  }
  void add(std::size_t i, decline_request& wanted, const caller& who) {
    decision_.outcomes[i] = done{};
    commands_.emplace_back(answer_proposal{wanted.ticket, who.user, false, wanted.proposal});
  }

  void settle_all(const std::vector<std::optional<error>>& refusals) {
    for (std::size_t c = 0; c < asked_by_.size(); ++c) settle(asked_by_[c], refusals[c]);
    for (auto [again, first] : repeats_) decision_.outcomes[again] = decision_.outcomes[first];
  }

  void settle(std::size_t i, const std::optional<error>& refusal) {
    const auto& who = batch_[i].who;
    if (refusal) {
      decision_.outcomes[i] = tl::unexpected{who.key ? explained(batch_[i], *refusal) : *refusal};
      return;
    }
    if (!who.key) return;
    answered_.requests.push_back({*who.key, who.user, who.parameters, *decision_.outcomes[i]});
  }

  /// Whoever asks about a ticket that was theirs is told that it is over.
  error explained(const matcher_request& request, const error& refusal) const {
    if (refusal.code != errc::ticket_not_found) return refusal;
    auto id = std::visit(
        [](const auto& each) -> ticket_id {
          if constexpr (requires { each.ticket.id; })
            return each.ticket.id;
          else if constexpr (requires { each.ticket; })
            return each.ticket;
          else
            return {};
        },
        request.command);
    const auto& by = request.who.user;
    if (auto why = ended_just_now(id, by)) return over(why->empty() ? std::nullopt : std::optional{*why});
    const auto* past = state_.past_of(id);
    if (!past || std::find(past->users.begin(), past->users.end(), by) == past->users.end()) return refusal;
    return over(past->why ? std::optional{std::string{enum_name(*past->why)}} : std::nullopt);
  }

  static error over(const std::optional<std::string>& why) {
    return {errc::ticket_over, why ? "It ended: " + *why + "." : "It was matched.", {}};
  }

  /// Why somebody's ticket ended in this very round; empty: it was matched; nothing: it did not.
  std::optional<std::string> ended_just_now(const ticket_id& id, const user_id& by) const {
    for (const auto& event : decision_.events) {
      if (auto* ended = std::get_if<tickets_ended>(&event))
        for (const auto& each : ended->tickets)
          if (each.ticket == id && std::find(each.users.begin(), each.users.end(), by) != each.users.end())
            return std::string{enum_name(each.why)};
      if (auto* closed = std::get_if<party_closed>(&event))
        if (closed->why && closed->ticket == id && closed->users.front() == by)
          return std::string{enum_name(*closed->why)};
      if (auto* made = std::get_if<matched>(&event))
        if (std::find(made->members.begin(), made->members.end(), group_member{by, id}) != made->members.end())
          return std::string{};
    }
    return std::nullopt;
  }

  const matcher& state_;
  /// Tickets are taken out of it.
  std::vector<matcher_request> batch_;
  time_ms now_;
  const pool* tickets_;
  std::optional<pool> created_;
  matcher_decision decision_;
  std::vector<pool_command> commands_;
  /// The request of each command.
  std::vector<std::size_t> asked_by_;
  std::map<std::pair<request_key, user_id>, std::size_t> keys_;
  std::vector<std::pair<std::size_t, std::size_t>> repeats_;
  /// Of each slice: how many requests are begun in this round.
  std::array<std::uint16_t, pool_slices> coming_{};
  requests_answered answered_{{}, request_hash_rule};
  /// The rules that a submit came with; null if none did.
  std::shared_ptr<const pool_rules> rules_;
  deliveries_owed<pool_payload> owed_;
  deliveries_done done_;
};

}  // namespace

matcher_decision decide(const matcher& state, std::vector<matcher_request> batch, time_ms now,
                        const search_budget& budget, matcher_workspace& workspace) {
  return batch_round{state, std::move(batch), now}.decide(budget, workspace);
}

}  // namespace moim
