#pragma once

#include "domain/declare/fields.hpp"
#include "domain/declare/ids.hpp"
#include "domain/declare/time.hpp"
#include "domain/user/membership.hpp"

#include <vector>

/// What a room owed to people's own logs before there was an outbox. It followed from other events, and is taken over
/// by the first commit after that (`outbox_begun`); what logs and snapshots of then hold stays readable for ever.
namespace moim {

/// "As of this version of the room, this person sits in it" (or not): told to the person's own log.
struct membership_effect {
  /// Numbers a room's effects 1, 2, 3…; what `effects_done` names.
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

/// The most effects that were on the side list; the oldest fell off (and was counted).
inline constexpr std::size_t max_parked = 64;

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

}  // namespace moim
