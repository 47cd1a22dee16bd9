#include "sim/simulation/people/ticket_client.hpp"

#include "domain/declare/derived_ids.hpp"
#include "sim/simulation/engine/sim_kinds.hpp"

namespace moim::sim {
namespace {

/// More than that are not asked for again.
constexpr std::size_t known_max = 8;

template <class Value>
void keep_latest(std::vector<Value>& all, const Value& added) {
  if (std::find(all.begin(), all.end(), added) != all.end()) return;
  all.push_back(added);
  if (all.size() > known_max) all.erase(all.begin());
}

group_size people(std::uint32_t min, std::uint32_t max) { return {min, max, std::nullopt}; }

/// The ticket that a call is about, if it is about one.
ticket_id ticket_of(const method_call& call) {
  return std::visit(
      [](const auto& each) {
        if constexpr (requires { each.ticket; })
          return each.ticket;
        else
          return ticket_id{};
      },
      call);
}

}  // namespace

bool ticket_client::is_about(const method_call& call) {
  return std::visit(
      [](const auto& each) {
        return each.name.starts_with("ticket.") || each.name.starts_with("inbox.") || each.name.starts_with("pool.") ||
               each.name.starts_with("party.");
      },
      call);
}

std::optional<wanted_call> ticket_client::next() {
  auto& world = shared_.world;
  if (!proposals_.empty() && world.chance(0.7)) return answer_proposal();
  if (!invitations_.empty() && world.chance(0.6)) return answer_invitation();
  switch (world.random() % 12) {
    case 0:
    case 1:
      if (tickets_.empty()) return std::nullopt;
      return wanted_call{cancel_request{some_ticket()}, true};
    case 2:
      if (tickets_.empty()) return std::nullopt;
      return wanted_call{read_ticket{some_ticket()}};
    case 3:
      if (tickets_.empty()) return std::nullopt;
      return wanted_call{explain_request{some_ticket()}};
    case 4:
    case 5:
      return look_around();
    default:
      return wanted_call{submits_.any(), true};
  }
}

wanted_call ticket_client::look_around() {
  auto& world = shared_.world;
  const char* pools[]{table_pool, duel_pool, choir_pool};
  switch (world.random() % 7) {
    case 6:
      return {list_parties{pools[world.random() % 3], std::nullopt}};
    case 0:
      return {list_tickets{pools[world.random() % 3], std::nullopt}};
    case 1:
      return {list_pools{}};
    case 2:
      return {read_inbox{std::nullopt, 8}};
    case 3:
      if (seen_ == 0) return {list_pools{}};
      return {mark_inbox{static_cast<std::uint64_t>(world.between(1, static_cast<time_ms>(seen_)))}, true};
    case 4:
      if (rooms_.empty()) return {list_pools{}};
      return {leave_room{rooms_[world.random() % rooms_.size()]}, true};
    default:
      if (rooms_.empty()) return {list_tickets{pools[world.random() % 3], ""}};
      return {read_room{rooms_[world.random() % rooms_.size()]}};
  }
}

/// Some accept, some decline, some say nothing, and some think better of it.
std::optional<wanted_call> ticket_client::answer_proposal() {
  auto [ticket, proposal] = proposals_.front();
  auto& world = shared_.world;
  if (world.chance(0.9)) proposals_.pop_front();
  if (world.chance(0.1)) return std::nullopt;
  if (world.chance(0.15)) return wanted_call{decline_request{ticket, proposal}, true};
  return wanted_call{accept_request{ticket, proposal}, true};
}

/// Some want to join, some do not, some say nothing; whoever has said yes may say no.
std::optional<wanted_call> ticket_client::answer_invitation() {
  auto& world = shared_.world;
  auto ticket = invitations_.front();
  if (world.chance(0.8)) invitations_.erase(invitations_.begin());
  if (world.chance(0.2)) return std::nullopt;
  if (world.chance(0.15)) return wanted_call{decline_party{ticket}, true};
  return wanted_call{accept_party{ticket}, true};
}

void ticket_client::on_invited(const invited_to_party& told) {
  checker_.on_invited(told);
  keep_latest(invitations_, told.ticket);
}

void ticket_client::says(const method_call& call, const request_key& key) {
  auto& book = shared_.checker.consents();
  if (auto* join = std::get_if<accept_party>(&call)) book.says_yes(user_, join->ticket);
  auto* submit = std::get_if<submit_request>(&call);
  auto rules = submit ? shared_.kinds.find_pool(submit->kind, "") : nullptr;
  if (!rules) return;
  auto ticket = submitted_ticket_id(shared_.logs->secret(), user_, key, id_of(*rules));
  book.says_yes(user_, ticket);
  if (!submit->users || !vouches(user_, shared_.drawn)) return;
  for (const auto& user : *submit->users) book.says_yes(user, ticket);
}

/// The newest mostly.
ticket_id ticket_client::some_ticket() {
  auto back = shared_.world.chance(0.7) ? 0 : shared_.world.random() % tickets_.size();
  return tickets_[tickets_.size() - 1 - back];
}

method_call ticket_client::blunder() {
  auto wanted = submits_.for_table();
  wanted.users.reset();
  switch (shared_.world.random() % 11) {
    case 10:
      if (vouches(user_, shared_.drawn)) return cancel_request{ticket_id{1, 2}};
      wanted.users = std::vector{user_};
      for (std::uint64_t n = 0; n < 9; ++n) wanted.users->push_back(user_id{0x100, 0xfff0 + n});
      wanted.size = people(12, 20);
      wanted.relax.reset();
      return wanted;
    case 0:
      wanted.kind = "feast";
      return wanted;
    case 1:
      wanted.criteria = criteria{{named_criterion{"colour", {"red"}, true, {}, {}, {}}}};
      return wanted;
    case 2:
      wanted = submits_.for_choir();
      wanted.criteria->all.own().front().values.clear();
      return wanted;
    case 3:
      wanted.criteria->all.own().front().values.clear();
      for (int i = 0; i < 65; ++i) wanted.criteria->all.own().front().values.push_back(std::to_string(i));
      return wanted;
    case 4:
      wanted = submits_.for_duel();
      wanted.criteria->all.own().resize(1);
      wanted.criteria->all.push_back({"when", {}, false, std::vector<time_window>(9, {1, 2, 1}), {}, {}});
      return wanted;
    case 5:
      wanted.size = people(5, 4);
      return wanted;
    case 6:
      wanted.users = std::vector{user_id{0x100, 0xffff}};
      return wanted;
    case 7:
      wanted.users = std::vector{user_, user_id{0x100, 0xffff}};
      wanted.size = people(2, 2);
      return wanted;
    case 8:
      return join_room{rooms_.empty() ? room_id{1, 2} : rooms_.front()};
    default:
      return cancel_request{ticket_id{1, 2}};
  }
}

bool ticket_client::on_reply(const method_call& call, const std::optional<request_key>& key,
                             const message_decoder& decoder) {
  if (auto* submit = std::get_if<submit_request>(&call)) {
    auto told = decoder.answer<ticket_opened>();
    if (told) keep_latest(tickets_, told->ticket);
    checker_.on_submitted(*submit, *key, told);
  } else if (std::holds_alternative<read_ticket>(call)) {
    if (auto told = decoder.answer<ticket_view>()) checker_.on_view(*told);
  } else if (std::holds_alternative<list_tickets>(call)) {
    if (auto told = decoder.answer<ticket_list>())
      for (const auto& each : told->tickets) checker_.on_view(each);
  } else if (std::holds_alternative<list_parties>(call)) {
    if (auto told = decoder.answer<ticket_list>())
      for (const auto& each : told->tickets) {
        checker_.on_view(each);
        keep_latest(invitations_, each.ticket);
      }
  } else if (std::holds_alternative<read_inbox>(call)) {
    if (auto told = decoder.answer<inbox_page>()) return on_page(*told);
  } else if (std::holds_alternative<explain_request>(call)) {
    if (!decoder.answer<explanation_view>()) verdict_.broken("P8", "an explanation is none");
  } else if (std::holds_alternative<list_pools>(call)) {
    checker_.on_pools(decoder.answer<pool_list>());
  } else if (key) {
    if (auto* join = std::get_if<accept_party>(&call)) keep_latest(tickets_, join->ticket);
    checker_.on_done(call, *key);
  }
  return false;
}

void ticket_client::on_refused(const method_call& call, errc why, time_ms first_sent_at) {
  if (auto* submit = std::get_if<submit_request>(&call)) checker_.on_submit_refused(*submit, why, first_sent_at);
  auto ticket = ticket_of(call);
  if (std::holds_alternative<accept_party>(call) || std::holds_alternative<decline_party>(call))
    return checker_.on_answer_refused(ticket, why, first_sent_at);
  if (std::find(tickets_.begin(), tickets_.end(), ticket) != tickets_.end()) checker_.on_own_refused(ticket, why);
}

bool ticket_client::on_page(const inbox_page& page) {
  for (const auto& each : page.notes) on_note(each);
  return seen_ < page.last && page.forgotten <= seen_ && !page.notes.empty();
}

bool ticket_client::on_note(const note& told) {
  checker_.on_note(told);
  if (told.number > seen_ + 1) return true;
  if (told.number != seen_ + 1) return false;
  seen_ = told.number;
  if (told.what == note_kind::noticed) return false;
  keep_latest(tickets_, told.ticket);
  if (told.room) keep_latest(rooms_, *told.room);
  if (told.what == note_kind::proposed) proposals_.push_back({told.ticket, *told.proposal});
  return false;
}

std::string ticket_client::why_not_content() const {
  return shared_.drawn.ticket_share == 0 ? std::string{} : checker_.why_not_told_all(seen_);
}

}  // namespace moim::sim
