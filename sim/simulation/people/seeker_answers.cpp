#include "sim/simulation/people/seeker.hpp"

/// What a person makes of answers about tickets and of notes, and what they are held against.
namespace moim::sim {
namespace {

/// More than that are not asked for again.
constexpr std::size_t tickets_known_most = 8;

std::string text_of(const ticket_outcome& outcome) {
  const auto* opened = std::get_if<ticket_opened>(&outcome);
  return opened ? "opened " + moim::to_text(opened->ticket) : "done";
}

template <class Value>
void keep_latest(std::vector<Value>& all, const Value& added) {
  if (std::find(all.begin(), all.end(), added) != all.end()) return;
  all.push_back(added);
  if (all.size() > tickets_known_most) all.erase(all.begin());
}

}  // namespace

bool seeker::is_about(const method_call& call) {
  return std::visit(
      [](const auto& each) {
        return each.name.starts_with("ticket.") || each.name.starts_with("inbox.") || each.name.starts_with("pool.");
      },
      call);
}

bool seeker::on_reply(const method_call& call, const std::optional<request_key>& key, const message_decoder& decoder) {
  if (auto* submit = std::get_if<submit_request>(&call)) {
    auto told = decoder.answer<ticket_opened>();
    told ? on_submitted(*submit, *key, *told) : verdict_.broken("P8", "an answer to a submit is none");
  } else if (std::holds_alternative<read_ticket>(call)) {
    if (auto told = decoder.answer<ticket_view>()) on_view(*told);
  } else if (std::holds_alternative<list_tickets>(call)) {
    if (auto told = decoder.answer<ticket_list>())
      for (const auto& each : told->tickets) on_view(each);
  } else if (std::holds_alternative<read_inbox>(call)) {
    if (auto told = decoder.answer<inbox_page>()) return on_page(*told);
  } else if (std::holds_alternative<explain_request>(call)) {
    if (!decoder.answer<explanation_view>()) verdict_.broken("P8", "an explanation is none");
  } else if (std::holds_alternative<list_pools>(call)) {
    auto told = decoder.answer<pool_list>();
    if (!told || told->pools.size() != shared_.kinds.pools().pools.size())
      verdict_.broken("P8", "a list of pools is not what the nodes were given");
  } else if (key) {
    on_done(call, *key);
  }
  return false;
}

void seeker::on_submitted(const submit_request& call, const request_key& key, const ticket_opened& told) {
  keep_latest(tickets_, told.ticket);
  auto rules = shared_.kinds.find_pool(call.kind, "");
  if (told.ticket != submitted_ticket_id(shared_.logs->secret(), user_, key, id_of(*rules)))
    broken("P3", told.ticket, "one key names another ticket each time");
  check_outcome(moim::to_text(told.ticket), shared_.checker.pools().pool_of(told.ticket), key, told);
  if (trusts() && !shared_.checker.pools().find(told.ticket))
    broken("P2", told.ticket, "it was acknowledged, and no log knows it");
}

void seeker::on_done(const method_call& call, const request_key& key) {
  struct asked {
    ticket_id ticket;
    std::optional<ticket_end> end;
    std::uint64_t accepted = 0;
  };
  asked what;
  if (auto* cancel = std::get_if<cancel_request>(&call)) what = {cancel->ticket, ticket_end::cancelled, 0};
  if (auto* decline = std::get_if<decline_request>(&call)) what = {decline->ticket, ticket_end::declined, 0};
  if (auto* accept = std::get_if<accept_request>(&call)) what = {accept->ticket, std::nullopt, accept->proposal};
  if (!what.ticket) {
    const auto* story = shared_.checker.inboxes().find(user_);
    auto to = std::get<mark_inbox>(call).to;
    if (trusts() && (!story || story->read_to < to))
      verdict_.broken("P2", moim::to_text(user_) + " was told of a mark that is not in the log");
    return;
  }
  const auto* pool = shared_.checker.pools().pool_of(what.ticket);
  check_outcome(moim::to_text(what.ticket), pool, key, done{});
  const auto* story = shared_.checker.pools().find(what.ticket);
  if (!trusts() || !story) return;
  if (what.end && story->why != what.end)
    broken("P4", what.ticket,
           "its people were told that it was " + std::string{enum_name(*what.end)} + ", and it was not");
  if (what.accepted == 0) return;
  const auto& proposal = pool->ledger.proposals().at(what.accepted);
  if (!proposal.accepted.contains(user_)) broken("P2", what.ticket, "it was accepted, and the log does not know");
}

/// What was acknowledged is in the log (P2), and one key is answered alike each time (P3).
void seeker::check_outcome(const std::string& of, const pool_story* pool, const request_key& key,
                           const ticket_outcome& told) {
  if (!trusts()) return;
  auto [before, is_new] = told_.try_emplace(key, told);
  if (!is_new && before->second != told)
    verdict_.broken("P3", of + ": " + moim::to_text(user_) + ": one key was answered " + text_of(before->second) +
                              " and then " + text_of(told));
  bool known = pool && pool->answered.contains({user_, key}) && pool->answered.at({user_, key}) == told;
  if (!known)
    verdict_.broken("P2", of + ": " + moim::to_text(user_) + " was told of an outcome that is not in the log");
}

/// Who is not let in has a ticket already, or a penalty; by a clock that may be behind.
void seeker::check_submit_refused(const submit_request& submit, errc why, time_ms first_sent_at) {
  if (why != errc::already_waiting && why != errc::penalised) return;
  const auto* rules = shared_.kinds.find_pool(submit.kind, "").get();
  auto found = shared_.checker.pools().pools().find(id_of(*rules));
  auto is_why = [&](const user_id& user) {
    const auto& pool = found->second;
    return why == errc::already_waiting ? pool.ledger.waited_since(user, first_sent_at)
                                        : pool.penalties.has_after(user, first_sent_at - clocks_apart_most_ms);
  };
  auto users = submit.users.value_or(std::vector{user_});
  if (found == shared_.checker.pools().pools().end() || std::none_of(users.begin(), users.end(), is_why))
    verdict_.broken("P4", moim::to_text(user_) + " was refused a ticket, and has " +
                              (why == errc::already_waiting ? "none" : "no penalty"));
}

void seeker::on_refused(const method_call& call, errc why, time_ms first_sent_at) {
  if (!trusts()) return;
  if (auto* submit = std::get_if<submit_request>(&call)) check_submit_refused(*submit, why, first_sent_at);
  auto ticket = std::visit(
      [](const auto& each) {
        if constexpr (requires { each.ticket; })
          return each.ticket;
        else
          return ticket_id{};
      },
      call);
  const auto* story = shared_.checker.pools().find(ticket);
  if (!story || std::find(tickets_.begin(), tickets_.end(), ticket) == tickets_.end()) return;
  if (why == errc::ticket_not_found) broken("P4", ticket, "its own people are told that there is none");
  if (why == errc::ticket_over && story->is_live()) broken("P4", ticket, "it is called over, and lives");
}

void seeker::on_view(const ticket_view& told) {
  const auto* story = shared_.checker.pools().find(told.ticket);
  if (!trusts()) return;
  if (!story) return broken("P2", told.ticket, "it is shown, and no log knows it");
  bool matched = told.state == ticket_state::matched;
  bool ended = told.state == ticket_state::ended;
  if (matched != (matched && story->match.has_value()) || (ended && told.why != story->why))
    broken("P4", told.ticket, "it is shown as " + std::string{enum_name(told.state)} + ", and was not");
  if (matched && story->match && told.room != story->room)
    broken("P4", told.ticket, "it is shown with another room than its match's");
}

bool seeker::on_page(const inbox_page& page) {
  for (const auto& each : page.notes) on_note(each);
  return seen_ < page.last && page.forgotten <= seen_ && !page.notes.empty();
}

bool seeker::on_note(const note& told) {
  if (trusts()) {
    const auto* story = shared_.checker.inboxes().find(user_);
    if (!story || told.number == 0 || told.number > story->notes.size() || story->notes[told.number - 1] != told)
      verdict_.broken("P2", moim::to_text(user_) + " was told a note that is not in the log");
  }
  if (told.number > seen_ + 1) return true;
  if (told.number != seen_ + 1) return false;
  seen_ = told.number;
  keep_latest(tickets_, told.ticket);
  if (told.room) keep_latest(rooms_, *told.room);
  if (told.what == note_kind::proposed) invitations_.push_back({told.ticket, *told.proposal, *told.until_ms});
  return false;
}

std::string seeker::why_not_content() const {
  const auto* story = shared_.checker.inboxes().find(user_);
  if (shared_.drawn.ticket_share == 0 || !trusts() || !story || story->notes.size() == seen_) return {};
  return fmt::format("{} has {} notes in their inbox, and was told {}", moim::to_text(user_), story->notes.size(),
                     seen_);
}

void seeker::broken(const char* promise, const ticket_id& ticket, const std::string& what) {
  verdict_.broken(promise, moim::to_text(ticket) + ": " + what + " (" + moim::to_text(user_) + ")");
}

}  // namespace moim::sim
