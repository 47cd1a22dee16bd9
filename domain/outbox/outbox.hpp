#pragma once

#include "domain/declare/fields.hpp"
#include "domain/declare/ids.hpp"
#include "domain/declare/log.hpp"
#include "domain/declare/time.hpp"
#include "domain/planted.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

/// The outbox (rule 6): what one entity owes others. Deciding makes a delivery. It is an event of the
/// source's log and stays in its state until the target has it on disk. All types of entities share this
/// mechanism; `Payload` is the variant of what a type owes. Each alternative has a `code` and `is_lasting()`:
/// it is never given up. With `is_told_again` it is sent once more after it was taken (`delivery_agrees_ms`). What
/// `commutes` with whatever its target's log may say by then needs no outbox where the store takes riders: it lands
/// there with the very commit that owes it (rule 2), and only its number is kept here.
namespace moim {

/// The most deliveries on a side list; the oldest falls off (and is counted).
inline constexpr std::size_t max_put_aside = 64;
/// When an entity is woken for what it owes, should the process die that was to send it.
inline constexpr time_ms delivery_wake_ms = 5 * second_ms;
/// Where a failover may lose a log's newest commits: after this long a target gets a lost delivery again, and
/// asks about one that its source's log may have lost. No failover loses anything older.
inline constexpr time_ms delivery_agrees_ms = minute_ms;
/// After how long a delivery that may be given up goes to the side list.
inline constexpr time_ms delivery_given_up_ms = hour_ms;

template <class Payload>
struct delivery {
  /// Grows from delivery to delivery, also where the end of the log was lost: it begins with the time.
  std::uint64_t number = 0;
  entity_id target;
  /// When it was made.
  time_ms at = 0;
  /// The delivery of the same source that has to be done first; 0: none.
  std::uint64_t after = 0;
  Payload what;
  static constexpr auto fields() {
    return std::tuple{field{"number", &delivery::number}, field{"target", &delivery::target},
                      field{"at", &delivery::at}, field{"after", &delivery::after}, field{"what", &delivery::what}};
  }
  bool operator==(const delivery&) const = default;
};

/// The key that orders stored deliveries.
template <class Payload>
std::uint64_t key_of(const delivery<Payload>& of) {
  return of.number;
}

/// One delivery as it is decided.
template <class Payload>
struct owed_item {
  entity_id target;
  Payload what;
  std::uint32_t behind = 0;
  static constexpr auto fields() {
    return std::tuple{
        field{"target", &owed_item::target, "To whom."}, field{"what", &owed_item::what, "What."},
        field{"behind", &owed_item::behind, "So many places before it stands what has to be done first; 0: nothing."}};
  }
  bool operator==(const owed_item&) const = default;
};

template <class Payload>
struct deliveries_owed {
  static constexpr std::uint16_t code = 5;
  static constexpr std::string_view name = "deliveries_owed";
  static constexpr std::string_view about = "What this commit makes the entity owe others.";
  std::uint64_t first = 0;
  std::vector<owed_item<Payload>> items;
  static constexpr auto fields() {
    return std::tuple{field{"first", &deliveries_owed::first,
                            "The number of the first; the others follow. Those below it rode with this commit."},
                      field{"items", &deliveries_owed::items, "Each with its target.", bounds{0, 200'000}}};
  }
};

struct deliveries_done {
  static constexpr std::uint16_t code = 6;
  static constexpr std::string_view name = "deliveries_done";
  static constexpr std::string_view about = "The targets of these deliveries have them on disk.";
  std::vector<std::uint64_t> numbers;
  time_ms again_at = 0;
  static constexpr auto fields() {
    return std::tuple{field{"numbers", &deliveries_done::numbers, "Which.", bounds{1, 200'000}},
                      field{"again_at", &deliveries_done::again_at,
                            "When they are sent once more, in case a failover takes them from "
                            "their targets; 0: not."}};
  }
};

struct deliveries_put_aside {
  static constexpr std::uint16_t code = 7;
  static constexpr std::string_view name = "deliveries_put_aside";
  static constexpr std::string_view about = "The targets cannot take these; they go to the side list.";
  std::vector<std::uint64_t> numbers;
  static constexpr auto fields() {
    return std::tuple{field{"numbers", &deliveries_put_aside::numbers, "Which.", bounds{1, 200'000}}};
  }
};

struct outbox_begun {
  static constexpr std::uint16_t code = 8;
  static constexpr std::string_view name = "outbox_begun";
  static constexpr std::string_view about =
      "From this commit on `deliveries_owed` says what the entity owes; before, it followed from other events.";
  static constexpr auto fields() { return std::tuple{}; }
};

/// A delivery that its target had on disk and that is sent once more.
template <class Payload>
struct taken_delivery {
  delivery<Payload> of;
  time_ms again_at = 0;
  static constexpr auto fields() {
    return std::tuple{field{"of", &taken_delivery::of}, field{"again_at", &taken_delivery::again_at}};
  }
  bool operator==(const taken_delivery&) const = default;
};

template <class Payload>
std::uint64_t key_of(const taken_delivery<Payload>& taken) {
  return taken.of.number;
}

template <class Payload>
struct outbox {
  std::uint64_t last_number = 0;
  /// The commit of `outbox_begun`; nothing: there was none yet.
  std::optional<version> begun_at;
  /// By number: what is not known to be done.
  std::map<std::uint64_t, delivery<Payload>> open;
  /// What was given up, the oldest first.
  std::vector<delivery<Payload>> aside;
  std::uint64_t dropped = 0;
  /// By number, and so nearly by time: what is sent once more (`is_told_again`).
  std::map<std::uint64_t, taken_delivery<Payload>> taken;
  static constexpr auto fields() {
    return std::tuple{field{"last_number", &outbox::last_number},
                      field{"begun_at", &outbox::begun_at},
                      field{"open", &outbox::open},
                      field{"aside", &outbox::aside},
                      field{"dropped", &outbox::dropped},
                      field{"taken", &outbox::taken}};
  }
  bool operator==(const outbox&) const = default;

  /// Whether that commit came before `outbox_begun`: then its own events imply what is owed.
  bool is_of_before(const commit_stamp& stamp) const { return !begun_at || stamp.version < *begun_at; }
};

/// The number of the next delivery, made at `at`: never one that a lost end of the log had given away.
constexpr std::uint64_t next_delivery_number(std::uint64_t last, time_ms at) {
  if (is_planted(planted_bug::numbers_given_again)) return last + 1;
  return std::max(last + 1, static_cast<std::uint64_t>(at) << 20);
}

/// When a source that owes something since `oldest` must be woken at the latest: soon after a commit, in case
/// nobody is left to send it, and ever less often if that does not help.
constexpr time_ms delivery_wake_at(time_ms oldest, time_ms now) {
  return now + std::clamp(now - oldest, delivery_wake_ms, minute_ms);
}
template <class Payload>
std::optional<time_ms> next_wake(const outbox<Payload>& state, time_ms now) {
  if (is_planted(planted_bug::deliveries_not_due)) return std::nullopt;
  std::optional<time_ms> next;
  if (!state.open.empty()) next = delivery_wake_at(state.open.begin()->second.at, now);
  if (state.taken.empty()) return next;
  auto again_at = state.taken.begin()->second.again_at;
  if (again_at <= now) again_at = now + delivery_wake_ms;
  return next ? std::min(*next, again_at) : again_at;
}

/// The `is_news` of a state that is saved whole: every commit is news to all of it.
inline constexpr auto every_delivery = [](std::uint64_t) { return true; };

/// `is_news(number)`: whether the part of the state that the delivery is in does not know the commit yet.
template <class Payload, class IsNews>
void apply(outbox<Payload>& state, const deliveries_owed<Payload>& event, const commit_stamp& stamp,
           const IsNews& is_news) {
  auto number = event.first;
  for (const auto& each : event.items) {
    auto after = each.behind == 0 ? 0 : number - each.behind;
    if (is_news(number))
      state.open.insert_or_assign(number, delivery<Payload>{number, each.target, stamp.at, after, each.what});
    ++number;
  }
  state.last_number = std::max(state.last_number, number - 1);
}

template <class Payload, class IsNews>
void apply(outbox<Payload>& state, const deliveries_done& event, const IsNews& is_news) {
  if (is_planted(planted_bug::done_not_kept)) return;
  for (auto number : event.numbers) {
    if (!is_news(number)) continue;
    auto found = state.open.find(number);
    auto taken = state.taken.find(number);
    if (event.again_at == 0) {
      if (taken != state.taken.end()) state.taken.erase(taken);
    } else if (found != state.open.end()) {
      state.taken.insert_or_assign(number, taken_delivery<Payload>{std::move(found->second), event.again_at});
    } else if (taken != state.taken.end()) {
      taken->second.again_at = event.again_at;
    }
    if (found != state.open.end()) state.open.erase(found);
  }
}

template <class Payload, class IsNews>
void apply(outbox<Payload>& state, const deliveries_put_aside& event, const IsNews& is_news) {
  for (auto number : event.numbers) {
    if (!is_news(number)) continue;
    auto found = state.open.find(number);
    if (found == state.open.end()) continue;
    state.aside.push_back(std::move(found->second));
    state.open.erase(found);
  }
  while (state.aside.size() > max_put_aside) {
    state.aside.erase(state.aside.begin());
    ++state.dropped;
  }
}

}  // namespace moim
