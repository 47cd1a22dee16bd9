#pragma once

#include "domain/room/moderation/moderation.hpp"

/// The holds facet: a seat is kept for a stated time for somebody who has not decided yet; they confirm, or it is free
/// again. Nobody sits down by another's word: whom the host invites has to confirm as well.
namespace moim {

/// The answer of `room.hold`.
struct seat_held {
  static constexpr std::uint16_t code = 5;
  static constexpr std::string_view name = "seat_held";
  static constexpr std::string_view about = "A seat is kept for the caller.";
  std::uint32_t seat = 0;
  std::int64_t until_ms = 0;
  static constexpr auto fields() {
    return std::tuple{field{"seat", &seat_held::seat, "Which seat, from 1."},
                      field{"until_ms", &seat_held::until_ms, "When it is free again (ms since 1970)."}};
  }
  bool operator==(const seat_held&) const = default;
};

struct hold_seat {
  static constexpr std::string_view name = "room.hold";
  static constexpr std::string_view about = "Keeps a seat for the caller for as long as the kind says.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::person;
  using answer = seat_held;
  static constexpr bool wants_seat = true;
  using errors = error_list<errc::room_full, errc::already_held, errc::held_before, errc::too_many_holds>;
  room_id room;
  std::optional<std::string> code{};
  static constexpr auto fields() {
    return std::tuple{field{"room", &hold_seat::room, "The room."},
                      field{"code", &hold_seat::code, about_code, bounds{1, max_code_given}}};
  }
};

struct invite_person {
  static constexpr std::string_view name = "room.invite";
  static constexpr std::string_view about = "Keeps a seat for somebody, who takes it by `room.confirm`.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::host;
  using answer = seat_held;
  static constexpr bool wants_seat = true;
  using errors = error_list<errc::room_full, errc::already_held, errc::held_before, errc::too_many_holds>;
  room_id room;
  user_id person;
  static constexpr auto fields() {
    return std::tuple{field{"room", &invite_person::room, "The room."},
                      field{"person", &invite_person::person, "Whom."}};
  }
};

struct confirm_seat {
  static constexpr std::string_view name = "room.confirm";
  static constexpr std::string_view about = "Takes the seat that is kept for the caller.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::person;
  using answer = seat_given;
  using errors = error_list<errc::not_held>;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &confirm_seat::room, "The room."}}; }
};

struct release_seat {
  static constexpr std::string_view name = "room.release";
  static constexpr std::string_view about = "Gives the seat up that is kept for the caller.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::person;
  using answer = done;
  using errors = error_list<errc::not_held>;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &release_seat::room, "The room."}}; }
};

/// Somebody for whom a seat was kept and who did not sit down.
struct past_hold {
  user_id user;
  /// Until then none is kept for them again.
  time_ms until = 0;
  static constexpr auto fields() {
    return std::tuple{field{"user", &past_hold::user}, field{"until", &past_hold::until}};
  }
  bool operator==(const past_hold&) const = default;
};
/// How many of them a room remembers, the latest.
inline constexpr std::size_t max_past_holds = 256;

struct holds {
  static constexpr std::string_view name = "holds";

  struct rules {
    static constexpr std::string_view name = "holds_rules";
    static constexpr std::string_view about = "A seat is kept for a while for whoever has not decided yet.";
    std::uint32_t hold_s = 120;
    std::uint32_t max = 20;
    static constexpr auto fields() {
      return std::tuple{
          field{"hold_s", &rules::hold_s,
                "Seconds for which a seat is kept; then as long again nobody keeps one for the same person.",
                bounds{1, 86'400}},
          field{"max", &rules::max, "How many seats are kept at a time.", bounds{1, 1'000}}};
    }
    bool operator==(const rules&) const = default;
  };
  struct state {
    std::vector<past_hold> past{};  // the oldest first
    static constexpr auto fields() { return std::tuple{field{"past", &state::past}}; }
    bool operator==(const state&) const = default;
  };
  struct view {
    static constexpr std::string_view name = "holds_view";
    static constexpr std::string_view about = "The seats of a room that are kept for somebody.";
    std::uint32_t kept = 0;
    static constexpr auto fields() {
      return std::tuple{field{"kept", &view::kept, "How many; they are neither taken nor free."}};
    }
    bool operator==(const view&) const = default;
  };
  using methods = type_list<hold_seat, invite_person, confirm_seat, release_seat>;

  static std::optional<time_ms> keeps_until(const room& room, const seat_wanted& wanted, const moment& at);

  /// `already_held`; `held_before` (with when it may be tried again); `too_many_holds`; and whatever keeps the person
  /// from a seat.
  static result<room_decision> decide(const room& room, const hold_seat& asked, const caller& who, const moment& at);
  static result<room_decision> decide(const room& room, const invite_person& asked, const caller& who,
                                      const moment& at);
  /// No guard is asked again: what would stand against it has ended the hold. `not_held`.
  static result<room_decision> decide(const room& room, const confirm_seat& asked, const caller& who, const moment& at);
  /// `not_held`.
  static result<room_decision> decide(const room& room, const release_seat& asked, const caller& who, const moment& at);

  static void apply(state& to, const seat_freed& event, const commit_stamp& stamp, const room& room);
  static void project(const room& room, audience who, room_view& to);
};

}  // namespace moim
