#include "sim/load/people/request_desk.hpp"

#include <algorithm>
#include <utility>

namespace moim::load {
namespace {

// How soon to look again for a person's connection.
constexpr double no_connection_ms = 10;

// An id names a slot, its generation and one of its copies.
constexpr unsigned copy_bits = 2;
constexpr unsigned slot_bits = 22;
static_assert(request::copies_most == 1u << copy_bits);

std::int64_t id_of(std::uint32_t slot, std::uint32_t generation, std::size_t copy) {
  return static_cast<std::int64_t>(((std::uint64_t{generation} << slot_bits) | slot) << copy_bits | copy);
}

/// Whether the same request is sent again by itself: it was not done, or it is not known whether it was.
bool is_worth_repeating(const request& which, errc refusal) {
  return (changes(which.of.what) || which.of.what == operation::follow) &&
         describe(refusal).retry == retry_hint::same_key && refusal != errc::key_ahead;
}

std::int64_t now_since_1970_ms() {
  auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

}  // namespace

request_desk::request_desk(crowd& people, tally& counts, sim::verdict& found, sim::history& told, owner& owner,
                           double repeats, std::uint64_t seed)
    : people_{people}, counts_{counts}, found_{found}, told_{told}, owner_{owner}, repeats_{repeats}, random_{seed} {}

request_key request_desk::new_key() {
  auto at = static_cast<std::uint64_t>(now_since_1970_ms());
  return {at << 16 | 0x7000 | (random_.next() & 0x0fff), std::uint64_t{2} << 62 | random_.next() >> 2};
}

std::uint32_t request_desk::new_slot() {
  if (free_.empty()) {
    requests_.emplace_back();
    return static_cast<std::uint32_t>(requests_.size() - 1);
  }
  auto slot = free_.back();
  free_.pop_back();
  return slot;
}

void request_desk::begin(intent what, std::int64_t intended_ns) {
  auto slot = new_slot();
  auto& which = requests_[slot];
  auto generation = which.generation + 1;
  which = request{};
  which.generation = generation;
  which.in_use = true;
  which.intended_ns = intended_ns;
  which.of = std::move(what);
  which.told = {told_, which.of.call, people_.user_of(which.of.who), 0};
  ++open_;
  ++in_use_;
  bool repeated = false;
  if (changes(which.of.what)) {
    which.key = new_key();
    repeated = random_.chance(repeats_);
    which.to_repeat = repeated && random_.chance(0.5);
  }
  if (!send_copy(slot, std::nullopt)) return send_later(slot, no_connection_ms);
  if (repeated && !which.to_repeat) send_copy(slot, which.copies[0].on);
}

std::optional<connection_number> request_desk::line_for(const request& which, std::optional<connection_number> but) {
  if (which.of.what != operation::follow) return people_.open_connection_of(which.of.who, but);
  // Rooms are followed over a person's first connection.
  return people_.is_open(which.of.who) ? std::optional{which.of.who} : std::nullopt;
}

bool request_desk::send_copy(std::uint32_t slot, std::optional<connection_number> but) {
  auto& which = requests_[slot];
  auto on = line_for(which, but);
  auto free = std::find_if(which.copies.begin(), which.copies.end(), [](const copy& c) { return !c.under_way; });
  if (!on || free == which.copies.end()) return false;
  *free = {*on, true, which.history.is_done()};
  if (++which.times_sent > 1) ++counts_.sent_again;
  auto index = static_cast<std::size_t>(free - which.copies.begin());
  people_.send(*on, id_of(slot, which.generation, index), which.of.call, {which.key, std::nullopt});
  return true;
}

request* request_desk::find(std::int64_t id, std::size_t& index) {
  auto bits = static_cast<std::uint64_t>(id);
  index = bits & (request::copies_most - 1);
  auto slot = bits >> copy_bits & ((1u << slot_bits) - 1);
  if (slot >= requests_.size()) return nullptr;
  auto& which = requests_[slot];
  bool known = which.in_use && id == id_of(static_cast<std::uint32_t>(slot), which.generation, index);
  return known && which.copies[index].under_way ? &which : nullptr;
}

void request_desk::arrived(connection_number on, const rpc_id& id, const outcome* refusal,
                           const message_decoder& decoder) {
  const auto* number = std::get_if<std::int64_t>(&id);
  std::size_t index = 0;
  auto* which = number ? find(*number, index) : nullptr;
  if (!which || which->copies[index].on != on) {
    found_.broken("P3", {}, "an answer came to a request that was answered before, or never sent");
    return;
  }
  auto slot = static_cast<std::uint32_t>(static_cast<std::uint64_t>(*number) >> copy_bits & ((1u << slot_bits) - 1));
  which->copies[index].under_way = false;
  ++counts_.answers;
  answered(slot, which->copies[index], refusal, decoder);
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

void request_desk::answered(std::uint32_t slot, const copy& answered, const outcome* refusal,
                            const message_decoder& decoder) {
  auto& which = requests_[slot];
  if (refusal) ++counts_.refusals[refusal->error().code];
  if (!changes(which.of.what)) {
    if (refusal && is_worth_repeating(which, refusal->error().code)) return refused(slot, refusal->error());
    settlement how;
    if (refusal) how.refusal = refusal->error().code;
    how.result = refusal ? nullptr : &decoder;
    settle(slot, how);
    return release_if_over(slot);
  }
  auto outcome = refusal ? *refusal : read_outcome(which, decoder);
  if (auto wrong = which.history.add(outcome, answered.told_before))
    found_.broken("P3", owner_.room_of(which),
                  moim::to_text(people_.user_of(which.of.who)) + ", " + std::string{to_text(which.of.what)} + ", key " +
                      moim::to_text(*which.key) + ": " + *wrong);
  if (which.settled) return release_if_over(slot);
  if (!outcome && is_worth_repeating(which, outcome.error().code)) {
    refused(slot, outcome.error());
  } else if (outcome || !which.is_under_way()) {
    // A refusal counts when no other copy can still succeed.
    settlement how;
    how.changed = &outcome;
    if (!outcome) how.refusal = outcome.error().code;
    how.given_up = !outcome && !sim::is_final(outcome.error().code);
    settle(slot, how);
  }
  release_if_over(slot);
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
  if (!which.settled || which.is_under_way() || which.again_ns != 0) return;
  which.in_use = false;
  --in_use_;
  free_.push_back(slot);
}

std::string request_desk::unanswered() const {
  std::string text;
  std::size_t told = 0;
  for (const auto& each : requests_) {
    if (!each.in_use || each.settled || ++told > 5) continue;
    text += "  " + std::string{to_text(each.of.what)} + " of " + moim::to_text(people_.user_of(each.of.who)) + " in " +
            moim::to_text(owner_.room_of(each)) + "\n";
  }
  return text;
}

}  // namespace moim::load
