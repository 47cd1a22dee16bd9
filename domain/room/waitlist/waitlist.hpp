#pragma once

#include "domain/room/moderation/moderation.hpp"

/// The waitlist facet: whoever finds the room full waits in line, and a freed seat is the first one's in the same
/// commit.
namespace moim {

struct waiting_began {
  static constexpr std::uint16_t code = 84;
  static constexpr std::string_view name = "waiting_began";
  static constexpr std::string_view about = "A person took the last place in the line for a seat.";
  user_id user;
  static constexpr auto fields() { return std::tuple{field{"user", &waiting_began::user, "Who."}}; }
};

/// Why somebody waits no more, though they got no seat. A ban and the end of the room's time to fill up end the waiting
/// without this event.
enum class waiting_end : std::uint8_t { withdrawal, refusal };
constexpr std::array<std::string_view, 2> enum_names(waiting_end) { return {"withdrawal", "refusal"}; }

struct waiting_ended {
  static constexpr std::uint16_t code = 85;
  static constexpr std::string_view name = "waiting_ended";
  static constexpr std::string_view about = "A person waits no more.";
  user_id user;
  waiting_end by{};
  static constexpr auto fields() {
    return std::tuple{field{"user", &waiting_ended::user, "Who."},
                      field{"by", &waiting_ended::by, "Of their own will, or they may have no seat any more."}};
  }
};

/// The answer of `room.wait`.
struct waiting_place {
  static constexpr std::uint16_t code = 6;
  static constexpr std::string_view name = "waiting_place";
  static constexpr std::string_view about = "The caller waits in line.";
  std::uint32_t place = 0;
  static constexpr auto fields() {
    return std::tuple{field{"place", &waiting_place::place, "Which place it was then; 1 is the next to get a seat."}};
  }
  bool operator==(const waiting_place&) const = default;
};

struct wait_for_seat {
  static constexpr std::string_view name = "room.wait";
  static constexpr std::string_view about =
      "Takes the last place in the line for a seat. The first in line has the next seat that is free as soon as it is, "
      "and learns it as members do.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::person;
  using answer = waiting_place;
  static constexpr bool wants_seat = true;
  using errors = error_list<errc::already_in_line, errc::waitlist_full>;
  room_id room;
  std::optional<std::string> code{};
  static constexpr auto fields() {
    return std::tuple{field{"room", &wait_for_seat::room, "The room."},
                      field{"code", &wait_for_seat::code, about_code, bounds{1, max_code_given}}};
  }
};

struct wait_no_more {
  static constexpr std::string_view name = "room.unwait";
  static constexpr std::string_view about = "Gives the caller's place in the line up.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::person;
  using answer = done;
  using errors = error_list<errc::not_in_line>;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &wait_no_more::room, "The room."}}; }
};

struct waitlist {
  static constexpr std::string_view name = "waitlist";

  struct rules {
    static constexpr std::string_view name = "waitlist_rules";
    static constexpr std::string_view about = "Who finds a room full may wait in line for a seat.";
    std::uint32_t max = 20;
    static constexpr auto fields() {
      return std::tuple{field{"max", &rules::max, "How many may wait.", bounds{1, 10'000}}};
    }
    bool operator==(const rules&) const = default;
  };
  struct state {
    std::vector<user_id> waiting{};  // the first in line first
    static constexpr auto fields() { return std::tuple{field{"waiting", &state::waiting}}; }
    bool operator==(const state&) const = default;
  };
  struct view {
    static constexpr std::string_view name = "waitlist_view";
    static constexpr std::string_view about = "The line for a seat of a room.";
    std::uint32_t waiting = 0;
    std::uint32_t max = 0;
    static constexpr auto fields() {
      return std::tuple{field{"waiting", &view::waiting, "How many wait."}, field{"max", &view::max, "How many may."}};
    }
    bool operator==(const view&) const = default;
  };
  using methods = type_list<wait_for_seat, wait_no_more>;
  using events = type_list<waiting_began, waiting_ended>;

  /// `already_in_line`, `waitlist_full`, and whatever keeps the person from a seat.
  static result<room_decision> decide(const room& room, const wait_for_seat& asked, const caller& who,
                                      const moment& at);
  /// `not_in_line`.
  static result<room_decision> decide(const room& room, const wait_no_more& asked, const caller& who, const moment& at);
  static std::string when_full(const room& room);
  /// Whom the host accepts waits if there is no seat.
  static events_out instead_of_seat(const room& room, const seat_wanted& wanted);

  static void apply(state& to, const waiting_began& event, const commit_stamp& stamp);
  static void apply(state& to, const waiting_ended& event, const commit_stamp& stamp);
  static void apply(state& to, const seat_taken& event, const commit_stamp& stamp);
  static void apply(state& to, const seat_kept& event, const commit_stamp& stamp);
  static void apply(state& to, const banned& event, const commit_stamp& stamp);
  static void apply(state& to, const room_locked&, const commit_stamp&) { to.waiting.clear(); }
  static void apply(state& to, const room_cancelled&, const commit_stamp&) { to.waiting.clear(); }
  static void apply(state& to, const room_closed&, const commit_stamp&) { to.waiting.clear(); }

  /// The first in line gets a free seat; or, should a facet refuse them by now, their place ends.
  static void react(const room& room, const moment& at, events_out& out);
  /// The same, if the commit that freed the seat had no room for it.
  static std::optional<due_event> next_due(const room& room);
  static void project(const room& room, audience who, room_view& to);
};

}  // namespace moim
