#include "sim/simulation/checkers/outcome_checker.hpp"

#include "domain/declare/requests.hpp"
#include "sim/checks/plain_kind.hpp"
#include "sim/simulation/parameters.hpp"

namespace moim::sim {
namespace {

/// How many requests may be done and not heard of yet: those under way, and those sent again.
constexpr std::ptrdiff_t unheard_max = 16;

}  // namespace

void outcome_checker::on_opened(sent_request& asked, time_ms now) {
  const auto& call = std::get<create_room>(asked.call);
  const auto& of = *kinds_.find(call.kind);
  opened_.emplace(*asked.options.key, asked.room);
  // In its rooms more happens than the model knows; the checker of the logs does.
  if (!is_plain(of)) return;
  std::optional<time_ms> closes_at;
  if (of.open_for_s > 0) closes_at = asked.first_sent_at + of.open_for_s * second_ms - 2 * max_clocks_apart_ms;
  asked.told.opened(asked.room, call.seats.value_or(of.max_seats), of.host_takes_seat, closes_at, now);
}

void outcome_checker::on_done(sent_request& asked, const room_outcome& outcome, time_ms now) {
  auto* story = logs_.find(asked.room);
  bool forked = story && story->forks > 0;
  check_key(asked, outcome);
  check_edit(asked, outcome);
  check_code(asked);
  check_assigned(asked);
  asked.told.done(outcome, now);
  auto logged = story ? story->answered.find({user_, *asked.options.key}) : decltype(story->answered.end()){};
  bool known = story && logged != story->answered.end();
  if (!forked && (!known || logged->second != outcome))
    verdict_.broken("P2", moim::to_text(asked.room) + ": " + moim::to_text(user_) +
                              " was told of an outcome that is not in the log");
}

/// Who edits is told the next revision, or that somebody was faster.
void outcome_checker::check_edit(const sent_request& asked, const room_outcome& outcome) {
  const auto* edit = std::get_if<describe_room>(&asked.call);
  const auto* taken = std::get_if<description_taken>(&outcome);
  if (edit && taken && taken->revision != edit->revision + 1)
    verdict_.broken("edits", asked.room,
                    fmt::format("an edit of revision {} became revision {}", edit->revision, taken->revision));
}

/// Nobody gets into a room that has a code by their own word, but with a code that a host of it was told once.
void outcome_checker::check_code(const sent_request& asked) {
  const auto* story = logs_.find(asked.room);
  if (!story || story->forks > 0 || !story->kind.rules<entry_code>() || story->match) return;
  if (story->host == user_ || story->creator == user_ || story->were_kept.contains(user_)) return;
  std::visit(
      [&](const auto& call) {
        if constexpr (requires { call.code.has_value(); })
          if (!call.code || !logs_.was_told(asked.room, *call.code))
            verdict_.broken("P1", asked.room, moim::to_text(user_) + " got in without the room's code");
      },
      asked.call);
}

/// Where seats are assigned nobody has one by their own word.
void outcome_checker::check_assigned(const sent_request& asked) {
  const auto* story = logs_.find(asked.room);
  if (!story || story->forks > 0 || !story->kind.rules<assignment>()) return;
  if (std::holds_alternative<join_room>(asked.call) && story->host != user_)
    verdict_.broken("P1", asked.room, moim::to_text(user_) + " took a seat that is for others to give");
  if (std::holds_alternative<assign_person>(asked.call) && !trusted_)
    verdict_.broken("P1", asked.room, moim::to_text(user_) + " gave a seat away, and is nobody to do so");
}

void outcome_checker::on_refused(sent_request& asked, errc why, time_ms now) {
  if (asked.options.key) check_key(asked, tl::unexpected{error{why}});
  asked.told.refused(why, asked.was_repeated(), now);
  if (why == errc::room_full) check_full(asked);
  if (why == errc::key_expired && asked.options.key) check_expiry(*asked.options.key, now);
}

void outcome_checker::on_shown(const sent_request& asked, const std::string& text) {
  auto* story = logs_.find(asked.room);
  auto gone = story && story->forks == 0 ? story->said.gone_since(text) : std::nullopt;
  if (gone && story->versions[*gone - 1].landed_at < asked.first_sent_at)
    verdict_.broken("forgotten", asked.room, moim::to_text(user_) + " is shown a text that was gone");
}

/// The same key gets the same outcome, unless a fork took it back (P3).
void outcome_checker::check_key(const sent_request& asked, const heard_outcome& heard) {
  // Of a key that was never done there is nothing to remember.
  if (!heard && !knows(*asked.options.key)) return;
  auto& told = outcomes_[*asked.options.key];
  auto opened = opened_.find(*asked.options.key);
  auto* story = logs_.find(opened == opened_.end() ? asked.room : opened->second);
  auto wrong = told.add(heard, told.is_done());
  if (wrong && !(story && story->forks > 0)) verdict_.broken("P3", asked.room, moim::to_text(user_) + ": " + *wrong);
}

/// "Full" must have been true at some moment since it was asked (P1: a free seat is never refused).
void outcome_checker::check_full(const sent_request& asked) {
  auto* story = logs_.find(asked.room);
  if (!story || story->forks > 0) return;
  bool was_full = false;
  for (auto each = story->versions.rbegin(); each != story->versions.rend() && !was_full; ++each) {
    was_full = each->most_taken >= each->fewest_seats;
    if (each->landed_at < asked.first_sent_at) break;
  }
  if (!was_full)
    verdict_.broken("P1", moim::to_text(asked.room) + ": a free seat was refused to " + moim::to_text(user_));
}

/// A key expires when two minutes are over or its person has done so much since; nobody else can make it (P3).
void outcome_checker::check_expiry(const request_key& key, time_ms now) {
  auto newer = std::distance(outcomes_.upper_bound(key), outcomes_.end());
  auto age_ms = now - key.made_at_ms();
  if (age_ms >= key_repeat_ms - max_clocks_apart_ms || newer + unheard_max >= std::ptrdiff_t{max_own_keys}) return;
  verdict_.broken("P3", fmt::format("{}: key {} expired after {} ms, with {} newer ones", moim::to_text(user_),
                                    moim::to_text(key), age_ms, newer));
}

}  // namespace moim::sim
