#include "sim/load/people/request_desk.hpp"

#include <algorithm>
#include <utility>

namespace moim::load {
namespace {

/// Whether the same request is sent again by itself: it was not done, or it is not known whether it was.
bool is_worth_repeating(const request& which, errc refusal) {
  return (needs_key(which.of.what) || which.of.what == operation::follow) &&
         describe(refusal).retry == retry_hint::same_key && refusal != errc::key_ahead;
}

/// Whether it only makes sense on the connection it was sent on: what comes after it resumes from newer tokens.
bool dies_with_its_connection(const request& which) {
  const auto* following = std::get_if<subscribe_room>(&which.of.call);
  return std::holds_alternative<resume_session>(which.of.call) || (following && following->token);
}

std::int64_t now_since_1970_ms() {
  auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

}  // namespace

request_desk::request_desk(client_lines& lines, run_counts& counts, sim::verdict& found, sim::history& told,
                           owner& owner, double repeats, std::uint64_t seed)
    : lines_{lines},
      counts_{counts},
      found_{found},
      told_{told},
      owner_{owner},
      repeats_{repeats},
      random_{seed},
      again_{requests_, random_} {}

request_key request_desk::new_key() {
  auto at = static_cast<std::uint64_t>(now_since_1970_ms());
  return {at << 16 | 0x7000 | (random_.next() & 0x0fff), std::uint64_t{2} << 62 | random_.next() >> 2};
}

void request_desk::begin(intent what, std::int64_t intended_ns) {
  auto slot = requests_.add(std::move(what), intended_ns);
  auto& which = requests_[slot];
  which.told = {told_, which.of.call, lines_.user_of(which.of.who), 0};
  ++open_;
  bool repeated = false;
  if (needs_key(which.of.what)) which.key = new_key();
  if (changes(which.of.what)) {
    repeated = random_.chance(repeats_);
    which.to_repeat = repeated && random_.chance(0.5);
  }
  if (!send_copy(slot, std::nullopt)) return again_.send_later(slot, resend_schedule::no_connection_ms, now_ns());
  if (repeated && !which.to_repeat) send_copy(slot, which.copies[0].on);
}

std::optional<connection_number> request_desk::line_for(const request& which, std::optional<connection_number> but) {
  if (which.of.what != operation::follow) return lines_.open_connection_of(which.of.who, but);
  // Rooms are followed over a person's first connection.
  return lines_.is_open(which.of.who) ? std::optional{which.of.who} : std::nullopt;
}

bool request_desk::send_copy(std::uint32_t slot, std::optional<connection_number> but) {
  auto& which = requests_[slot];
  auto on = line_for(which, but);
  auto free = std::find_if(which.copies.begin(), which.copies.end(), [](const copy& c) { return !c.under_way; });
  if (!on || free == which.copies.end()) return false;
  *free = {*on, true, which.history.is_done()};
  if (++which.times_sent > 1) ++counts_.sent_again;
  auto index = static_cast<std::size_t>(free - which.copies.begin());
  lines_.send(*on, requests_.id_of(slot, index), which.of.call, {which.key, std::nullopt});
  return true;
}

void request_desk::arrived(connection_number on, const rpc_id& id, const outcome* refusal,
                           const message_decoder& decoder) {
  const auto* number = std::get_if<std::int64_t>(&id);
  auto found = number ? requests_.find(*number) : std::nullopt;
  if (!found || requests_[found->slot].copies[found->copy].on != on)
    return found_.broken("P3", {}, "an answer came to a request that was answered before, or never sent");
  auto& which = requests_[found->slot];
  auto& answered = which.copies[found->copy];
  answered.under_way = false;
  ++counts_.answers;
  if (refusal) ++counts_.refusals[refusal->error().code];
  if (changes(which.of.what))
    change_answered(found->slot, answered, refusal ? *refusal : read_outcome(which, decoder));
  else
    query_answered(found->slot, refusal, decoder);
}

outcome request_desk::read_outcome(const request& which, const message_decoder& decoder) const {
  auto read = [&]<class T>() -> outcome {
    auto value = decoder.answer<T>();
    if (!value) return tl::unexpected{value.error()};
    return room_outcome{*value};
  };
  if (which.of.what == operation::create) return read.template operator()<room_opened>();
  if (which.of.what == operation::join) return read.template operator()<seat_given>();
  return read.template operator()<done>();
}

void request_desk::query_answered(std::uint32_t slot, const outcome* refusal, const message_decoder& decoder) {
  if (refusal && is_worth_repeating(requests_[slot], refusal->error().code)) {
    refused(slot, refusal->error());
  } else {
    settlement how;
    if (refusal) how.refusal = refusal->error().code;
    how.result = refusal ? nullptr : &decoder;
    settle(slot, how);
  }
  release_if_over(slot);
}

void request_desk::change_answered(std::uint32_t slot, const copy& answered, const outcome& heard) {
  auto& which = requests_[slot];
  if (auto wrong = which.history.add(heard, answered.told_before))
    found_.broken("P3", owner_.room_of(which),
                  moim::to_text(lines_.user_of(which.of.who)) + ", " + std::string{to_text(which.of.what)} + ", key " +
                      moim::to_text(*which.key) + ": " + *wrong);
  if (which.settled) return release_if_over(slot);
  if (!heard && is_worth_repeating(which, heard.error().code)) {
    refused(slot, heard.error());
  } else if (heard || !which.is_under_way()) {
    // A refusal counts when no other copy can still succeed.
    settlement how;
    how.changed = &heard;
    if (!heard) how.refusal = heard.error().code;
    how.given_up = !heard && !sim::is_final(heard.error().code);
    settle(slot, how);
  }
  release_if_over(slot);
}

/// Sends it again later, unless another copy may still be answered, or it was refused too often.
void request_desk::refused(std::uint32_t slot, const error& why) {
  auto& which = requests_[slot];
  if (which.is_under_way() || which.again_ns != 0) return;
  if (++which.refusals <= resend_schedule::refusals_max) {
    auto wait_ms = resend_schedule::wait_ms(which.refusals, why.retry_after_ms.value_or(0));
    return again_.send_later(slot, wait_ms, now_ns());
  }
  ++counts_.given_up;
  settlement how;
  how.refusal = why.code;
  how.given_up = true;
  settle(slot, how);
}

void request_desk::settle(std::uint32_t slot, const settlement& how) {
  auto& which = requests_[slot];
  which.settled = true;
  --open_;
  bool repeat = which.to_repeat && which.history.is_done();
  which.to_repeat = false;
  // Not over yet: what follows may begin others, and this slot must not be theirs.
  owner_.settled(which, how);
  if (repeat) send_copy(slot, which.copies[0].on);
}

void request_desk::release_if_over(std::uint32_t slot) {
  auto& which = requests_[slot];
  if (which.settled && !which.is_under_way() && which.again_ns == 0) requests_.release(slot);
}

void request_desk::went_down(connection_number which) {
  for (std::uint32_t slot = 0; slot < requests_.size(); ++slot) {
    auto& each = requests_[slot];
    if (!each.in_use) continue;
    bool any = false;
    for (auto& copy : each.copies)
      if (copy.under_way && copy.on == which) {
        copy.under_way = false;
        any = true;
      }
    if (any && !each.is_under_way()) lost(slot);
  }
}

/// The last copy under way is lost with its connection.
void request_desk::lost(std::uint32_t slot) {
  auto& which = requests_[slot];
  if (!which.settled && dies_with_its_connection(which)) {
    settlement how;
    how.given_up = true;
    settle(slot, how);
  }
  if (which.settled)
    release_if_over(slot);
  else if (which.again_ns == 0)
    again_.send_later(slot, 0, now_ns());
}

void request_desk::tick(std::int64_t now) {
  while (auto slot = again_.next(now)) {
    if (requests_[*slot].settled)
      release_if_over(*slot);
    else if (!send_copy(*slot, requests_[*slot].copies[0].on))
      again_.send_later(*slot, resend_schedule::no_connection_ms, now_ns());
  }
}

std::string request_desk::unanswered() const {
  std::string text;
  std::size_t told = 0;
  for (const auto& each : requests_.all()) {
    if (!each.in_use || each.settled || ++told > 5) continue;
    text += "  " + std::string{to_text(each.of.what)} + " of " + moim::to_text(lines_.user_of(each.of.who)) + " in " +
            moim::to_text(owner_.room_of(each)) + "\n";
  }
  return text;
}

}  // namespace moim::load
