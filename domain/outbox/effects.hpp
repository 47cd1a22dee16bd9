#pragma once

#include "domain/declare/fields.hpp"
#include "domain/declare/ids.hpp"
#include "domain/declare/time.hpp"

#include <array>
#include <vector>

/// Effects: work that one entity's commits make for another (rule 6). They wait in the state of the entity that made
/// them until the target has them on disk; the target knows what it has by their numbers.
namespace moim {

enum class membership : std::uint8_t { seated, left };
constexpr std::array<std::string_view, 2> enum_names(membership) { return {"seated", "left"}; }

/// "As of this version of the room, this person sits in it" (or not): told to the person's own log.
struct membership_effect {
  /// Numbers a room's effects 1, 2, 3…; what `effects_done` names. A target takes none that is older than it knows: by
  /// the number, for one commit may make two effects for the same person.
  std::uint64_t number = 0;
  user_id target;
  membership what{};
  /// The version of the room that made it.
  std::uint64_t as_of = 0;
  time_ms since = 0;
  static constexpr auto fields() {
    return std::tuple{field{"number", &membership_effect::number}, field{"target", &membership_effect::target},
                      field{"what", &membership_effect::what}, field{"as_of", &membership_effect::as_of},
                      field{"since", &membership_effect::since}};
  }
  bool operator==(const membership_effect&) const = default;
};

struct effects_done {
  static constexpr std::uint16_t code = 3;
  static constexpr std::string_view name = "effects_done";
  static constexpr std::string_view about = "The targets of these effects have them on disk.";
  std::vector<std::uint64_t> numbers;
  static constexpr auto fields() {
    return std::tuple{field{"numbers", &effects_done::numbers, "The effects' numbers, ascending.", bounds{1, 100'000}}};
  }
};

struct effects_parked {
  static constexpr std::uint16_t code = 4;
  static constexpr std::string_view name = "effects_parked";
  static constexpr std::string_view about = "The targets of these effects cannot take them; they go to the side list.";
  std::vector<std::uint64_t> numbers;
  static constexpr auto fields() {
    return std::tuple{
        field{"numbers", &effects_parked::numbers, "The effects' numbers, ascending.", bounds{1, 100'000}}};
  }
};

/// The most effects on the side list; the oldest falls off (and is counted).
inline constexpr std::size_t parked_most = 64;

/// The effects of one entity that are not known to be done.
struct effects {
  std::uint64_t last_number = 0;
  std::vector<membership_effect> pending;
  std::vector<membership_effect> parked;
  std::uint64_t dropped = 0;
  static constexpr auto fields() {
    return std::tuple{field{"last_number", &effects::last_number}, field{"pending", &effects::pending},
                      field{"parked", &effects::parked}, field{"dropped", &effects::dropped}};
  }
  bool operator==(const effects&) const = default;
};

void add_effect(effects& state, const user_id& target, membership what, std::uint64_t as_of, time_ms now);
void apply(effects& state, const effects_done& event);
void apply(effects& state, const effects_parked& event);
/// The number by which the target knows the effect. It begins with the time: what the lost end of a log had numbered
/// stays below what comes after it. Within a room it grows as the effects' own numbers do.
constexpr std::uint64_t told_number(const membership_effect& of) {
  return static_cast<std::uint64_t>(of.since) << 20 | (of.number & 0xfffff);
}
/// When the room has to be woken at the latest for what it has to tell.
std::optional<time_ms> next_wake(const effects& state, time_ms now);

}  // namespace moim
