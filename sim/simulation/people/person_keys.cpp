#include "domain/declare/requests.hpp"
#include "sim/simulation/people/person.hpp"

/// The keys that a client makes, by a clock that may be wrong; and that nobody's expire before their time (P3).
namespace moim::sim {
namespace {

/// Some more than a room remembers of one person, and not so many that all else is drowned.
constexpr unsigned rounds_most = 330;
/// Done, and not heard of yet: as many as a person has under way, and those that were sent again.
constexpr std::ptrdiff_t unheard_most = 16;

}  // namespace

request_key person::new_key() { return key_made_at(shared_.world.now() + ahead_ms_); }

/// A key as a client makes it whose clock says `made_at`.
request_key person::key_made_at(time_ms made_at) {
  auto then = static_cast<std::uint64_t>(made_at);
  return {(then << 16) | 0x7000 | (++last_key_ & 0xfff), (std::uint64_t{2} << 62) | (shared_.world.random() >> 2)};
}

bool person::is_restless() const {
  return static_cast<std::int64_t>(user_.low) > shared_.drawn.people - shared_.drawn.restless && rounds_ < rounds_most;
}

/// Joins the first open room, or leaves it, as soon as it has answered the last time; now and then asks again.
void person::go_round() {
  if (!is_restless() || line_ == 0 || !town_.is_open() || requests_.contains(round_)) return;
  const auto& rooms = town_.known_rooms();
  auto is_open = [&](const room_id& room) {
    auto* story = shared_.checker.find(room);
    return story && story->phase == room_phase::open && !story->match && story->host != user_;
  };
  auto room = std::find_if(rooms.begin(), rooms.end(), is_open);
  if (room == rooms.end()) return;
  ++rounds_;
  bool sits = shared_.checker.find(*room)->seats.contains(user_);
  round_ = sits ? begin(leave_room{*room}, *room, new_key()) : begin(join_room{*room}, *room, new_key());
  if (shared_.world.chance(0.1)) send_something_again();
}

/// A key expires when two minutes are over or the person has done so much since; nobody else can make it.
void person::check_expiry(const request_key& key) {
  auto newer = std::distance(outcomes_.upper_bound(key), outcomes_.end());
  auto age = shared_.world.now() - key.made_at_ms();
  if (age >= key_repeat_ms - clocks_apart_most_ms || newer + unheard_most >= own_keys_most) return;
  verdict_.broken("P3", fmt::format("{}: key {} expired after {} ms, with {} newer ones", moim::to_text(user_),
                                    moim::to_text(key), age, newer));
}

}  // namespace moim::sim
