#pragma once

#include "domain/room/hosting/hosting.hpp"

/// The assignment facet: nobody takes a seat by their own word or a host's; operators and trusted servers give the
/// seats, and take them away. (Nobody else may put people somewhere without having asked them.)
namespace moim {

struct assign_person {
  static constexpr std::string_view name = "room.assign";
  static constexpr std::string_view about = "Gives somebody a seat in a room whose seats are assigned.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::operator_;
  using answer = seat_given;
  static constexpr bool wants_seat = true;
  using errors = error_list<errc::room_full>;
  room_id room;
  user_id person;
  static constexpr auto fields() {
    return std::tuple{field{"room", &assign_person::room, "The room."},
                      field{"person", &assign_person::person, "Who."}};
  }
};

struct unassign_person {
  static constexpr std::string_view name = "room.unassign";
  static constexpr std::string_view about = "Takes somebody's seat away in a room whose seats are assigned.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::operator_;
  using answer = done;
  using errors = joined_errors<not_open_errors, error_list<errc::not_member, errc::host_cannot_leave>>;
  room_id room;
  user_id person;
  static constexpr auto fields() {
    return std::tuple{field{"room", &unassign_person::room, "The room."},
                      field{"person", &unassign_person::person, "Who."}};
  }
};

struct assignment {
  static constexpr std::string_view name = "assignment";

  struct rules {
    static constexpr std::string_view name = "assignment_rules";
    static constexpr std::string_view about = "Operators and trusted servers give the seats; nobody takes one.";
    static constexpr auto fields() { return std::tuple{}; }
    bool operator==(const rules&) const = default;
  };
  struct view {
    static constexpr std::string_view name = "assignment_view";
    static constexpr std::string_view about = "That the seats of the room are assigned.";
    static constexpr auto fields() { return std::tuple{}; }
    bool operator==(const view&) const = default;
  };
  using methods = type_list<assign_person, unassign_person>;
  using seat_errors = error_list<errc::assigned_only>;

  static std::optional<error> why_no_seat(const room& room, const seat_wanted& wanted, const moment& at);

  /// Whatever keeps the person from a seat.
  static result<room_decision> decide(const room& room, const assign_person& asked, const caller& who,
                                      const moment& at);
  /// `not_member`; `host_cannot_leave`.
  static result<room_decision> decide(const room& room, const unassign_person& asked, const caller& who,
                                      const moment& at);
  static void project(const room& room, audience who, room_view& to);
};

}  // namespace moim
