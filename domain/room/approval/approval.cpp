#include "domain/room/approval/approval.hpp"

#include "domain/planted.hpp"
#include "domain/room/room.hpp"

#include <algorithm>

namespace moim {
namespace {

bool has_applied(const room& room, const user_id& user) {
  const auto& open = room.get<approval>().open;
  return std::any_of(open.begin(), open.end(), [&](const applicant& each) { return each.user == user; });
}

void end_application(approval::state& state, const user_id& user) {
  std::erase_if(state.open, [&](const applicant& each) { return each.user == user; });
}

}  // namespace

std::optional<error> approval::why_no_seat(const room& room, const seat_wanted& wanted, const moment&) {
  bool by_own_word = wanted.way == seat_way::join || wanted.way == seat_way::hold;
  if (!by_own_word || is_host(room, wanted.person) || is_planted(planted_bug::approval_not_asked)) return std::nullopt;
  return error{errc::approval_needed};
}

result<room_decision> approval::decide(const room& room, const apply_for_seat& asked, const caller& who,
                                       const moment& at) {
  if (has_applied(room, who.user)) return fail(errc::already_applied);
  if (auto why = moim::why_no_seat(room, {who.user, seat_way::application, given(asked.code)}, at))
    return tl::unexpected{*why};
  if (room.get<approval>().open.size() >= room.kind.rules<approval>()->max_open) return fail(errc::too_many_applicants);
  return room_decision{{applied{who.user}}, done{}};
}

result<room_decision> approval::decide(const room& room, const withdraw_application&, const caller& who,
                                       const moment&) {
  if (!has_applied(room, who.user)) return fail(errc::not_applied);
  return room_decision{{application_ended{who.user, application_end::withdrawal}}, done{}};
}

result<room_decision> approval::decide(const room& room, const accept_applicant& asked, const caller&,
                                       const moment& at) {
  // A room that takes nobody any more has no applications; its host is told what has happened, and not that.
  if (auto why = why_not_open(room.get<lifecycle>(), at.now)) return tl::unexpected{std::move(*why)};
  if (!has_applied(room, asked.person)) return fail(errc::not_applied);
  seat_wanted wanted{asked.person, seat_way::accepted};
  room_decision decided{{applicant_accepted{asked.person}}, done{}};
  auto outcome = want_seat(room, wanted, at);
  if (outcome) {
    std::visit([&](const auto& event) { decided.events.push_back(event); }, *outcome);
    return decided;
  }
  auto instead = outcome.error().code == errc::room_full ? instead_of_seat(room, wanted) : events_out{};
  if (instead.events.empty()) return tl::unexpected{outcome.error()};
  std::move(instead.events.begin(), instead.events.end(), std::back_inserter(decided.events));
  return decided;
}

result<room_decision> approval::decide(const room& room, const reject_applicant& asked, const caller&, const moment&) {
  if (!has_applied(room, asked.person)) return fail(errc::not_applied);
  return room_decision{{applicant_rejected{asked.person}}, done{}};
}

result<room_decision> approval::decide(const room& room, const list_applicants&, const caller&, const moment&) {
  return room_decision{{}, applicant_list{room.get<approval>().open}};
}

void approval::apply(state& to, const applied& event, const commit_stamp& stamp) {
  to.open.push_back({event.user, stamp.at});
}
void approval::apply(state& to, const applicant_accepted& event, const commit_stamp&) {
  end_application(to, event.user);
}
void approval::apply(state& to, const applicant_rejected& event, const commit_stamp&) {
  end_application(to, event.user);
}
void approval::apply(state& to, const application_ended& event, const commit_stamp&) {
  end_application(to, event.user);
}
void approval::apply(state& to, const seat_taken& event, const commit_stamp&) { end_application(to, event.user); }
void approval::apply(state& to, const banned& event, const commit_stamp&) { end_application(to, event.user); }

std::optional<due_event> approval::next_due(const room& room) {
  const auto* rules = room.kind.rules<approval>();
  const auto& open = room.get<approval>().open;
  if (!rules || !rules->ttl_s || open.empty()) return std::nullopt;
  return due_event{open.front().since_ms + *rules->ttl_s * second_ms,
                   application_ended{open.front().user, application_end::time}};
}

void approval::project(const room& room, audience who, room_view& to) {
  auto& seen = to.part<approval>().emplace();
  if (who == audience::member) seen.applications = static_cast<std::uint32_t>(room.get<approval>().open.size());
}

}  // namespace moim
