#pragma once

#include "domain/room/lifecycle/lifecycle.hpp"
#include "domain/room/seats/seats.hpp"
#include "domain/user/hosted_rooms.hpp"

/// The hosting facet: whose room it is.
namespace moim {

struct host_changed {
  static constexpr std::uint16_t code = 24;
  static constexpr std::string_view name = "host_changed";
  static constexpr std::string_view about = "The host handed the room to a member.";
  user_id user;
  static constexpr auto fields() { return std::tuple{field{"user", &host_changed::user, "The host from now on."}}; }
};

struct hosting {
  static constexpr std::string_view name = "hosting";

  struct state {
    /// The creator, or whoever was handed the room. In a room born of a match: the member in the first seat,
    /// then the next, and at last whoever left last.
    user_id host;
    /// Whose quota it counts against, whoever is host by now; nobody's, if a match has made it.
    std::optional<user_id> creator{};
    static constexpr auto fields() {
      return std::tuple{field{"host", &state::host}, field{"creator", &state::creator}};
    }
    bool operator==(const state&) const = default;
  };
  using events = type_list<host_changed>;
  using owes = type_list<hosting_over>;

  static std::optional<state> begin(const room_created& event, const commit_stamp& stamp);
  static void apply(state& to, const host_changed& event, const commit_stamp&) { to.host = event.user; }
  static void apply(state& to, const seat_left& event, const commit_stamp& stamp, const room& room);
  /// Its creator's log hears of the end, or of what comes close to it: locked in, the room takes nobody any more.
  static void owe(const room& room, const room_locked& event, const moment& at, debts_out& out);
  static void owe(const room& room, const room_cancelled& event, const moment& at, debts_out& out);
  static void owe(const room& room, const room_closed& event, const moment& at, debts_out& out);
  static void project(const room& room, audience who, room_view& to);
  static room_change show(const host_changed& event, bool sees_who) { return change_about(event, sees_who); }
};

/// Whether the user hosts the room. The host of a matched room must still sit there.
bool is_host(const room& room, const user_id& user);
/// What a person is to a room.
role role_in(const room& room, const user_id& user);

}  // namespace moim
