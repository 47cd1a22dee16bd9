#pragma once

#include "domain/room/hosting/hosting.hpp"

/// The moderation facet: a host who sends people away, keeps them away, and hands the room to somebody else.
namespace moim {

struct kicked {
  static constexpr std::uint16_t code = 86;
  static constexpr std::string_view name = "kicked";
  static constexpr std::string_view about = "The host sent a member away; that they left is the next event.";
  user_id user;
  static constexpr auto fields() { return std::tuple{field{"user", &kicked::user, "Who has to go."}}; }
};

struct banned {
  static constexpr std::uint16_t code = 87;
  static constexpr std::string_view name = "banned";
  static constexpr std::string_view about = "The host keeps a person away from the room.";
  user_id user;
  static constexpr auto fields() { return std::tuple{field{"user", &banned::user, "Who may not come."}}; }
};

struct unbanned {
  static constexpr std::uint16_t code = 88;
  static constexpr std::string_view name = "unbanned";
  static constexpr std::string_view about = "A person may come again.";
  user_id user;
  static constexpr auto fields() { return std::tuple{field{"user", &unbanned::user, "Who may."}}; }
};

struct kick_member {
  static constexpr std::string_view name = "room.kick";
  static constexpr std::string_view about = "Sends a member away; they may come again.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::host;
  using answer = done;
  using errors = joined_errors<not_open_errors, error_list<errc::not_member, errc::host_cannot_leave>>;
  room_id room;
  user_id person;
  static constexpr auto fields() {
    return std::tuple{field{"room", &kick_member::room, "The room."}, field{"person", &kick_member::person, "Who."}};
  }
};

struct ban_person {
  static constexpr std::string_view name = "room.ban";
  static constexpr std::string_view about =
      "Keeps a person away: they lose seat, application and place in the line, and get no other.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::host;
  using answer = done;
  using errors = joined_errors<not_open_errors, error_list<errc::host_cannot_leave, errc::too_many_banned>>;
  room_id room;
  user_id person;
  static constexpr auto fields() {
    return std::tuple{field{"room", &ban_person::room, "The room."}, field{"person", &ban_person::person, "Who."}};
  }
};

struct unban_person {
  static constexpr std::string_view name = "room.unban";
  static constexpr std::string_view about = "Lets a person come again; who was not kept away may, too.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::host;
  using answer = done;
  room_id room;
  user_id person;
  static constexpr auto fields() {
    return std::tuple{field{"room", &unban_person::room, "The room."}, field{"person", &unban_person::person, "Who."}};
  }
};

struct list_banned {
  static constexpr std::string_view name = "room.banned";
  static constexpr std::string_view about = "Lists who is kept away.";
  static constexpr bool changes = false;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::host;
  using answer = struct banned_list;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &list_banned::room, "The room."}}; }
};

struct banned_list {
  static constexpr std::string_view name = "banned_list";
  static constexpr std::string_view about = "Who is kept away from a room.";
  std::vector<user_id> people;
  static constexpr auto fields() {
    return std::tuple{field{"people", &banned_list::people, "In no order.", bounds{0, 1'000}}};
  }
  bool operator==(const banned_list&) const = default;
};

struct hand_over {
  static constexpr std::string_view name = "room.hand_over";
  static constexpr std::string_view about = "Makes a member the host; the host so far keeps their seat.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::host;
  using answer = done;
  using errors = joined_errors<over_errors, error_list<errc::not_member>>;
  room_id room;
  user_id person;
  static constexpr auto fields() {
    return std::tuple{field{"room", &hand_over::room, "The room."},
                      field{"person", &hand_over::person, "A member of it."}};
  }
};

struct moderation {
  static constexpr std::string_view name = "moderation";

  struct rules {
    static constexpr std::string_view name = "moderation_rules";
    static constexpr std::string_view about = "The host may send people away and hand the room over.";
    std::uint32_t max_banned = 100;
    static constexpr auto fields() {
      return std::tuple{
          field{"max_banned", &rules::max_banned, "How many people one room keeps away.", bounds{1, 1'000}}};
    }
    bool operator==(const rules&) const = default;
  };
  struct state {
    std::vector<user_id> banned{};  // ordered
    static constexpr auto fields() { return std::tuple{field{"banned", &state::banned}}; }
    bool operator==(const state&) const = default;
  };
  using methods = type_list<kick_member, ban_person, unban_person, list_banned, hand_over>;
  using events = type_list<kicked, moim::banned, unbanned>;
  using seat_errors = error_list<errc::banned>;

  static std::optional<error> why_no_seat(const room& room, const seat_wanted& wanted, const moment& at);

  /// `not_member`; `host_cannot_leave`.
  static result<room_decision> decide(const room& room, const kick_member& asked, const caller& who, const moment& at);
  /// To ban somebody again changes nothing. Errors: `host_cannot_leave`, `too_many_banned`.
  static result<room_decision> decide(const room& room, const ban_person& asked, const caller& who, const moment& at);
  static result<room_decision> decide(const room& room, const unban_person& asked, const caller& who, const moment& at);
  static result<room_decision> decide(const room& room, const list_banned& asked, const caller& who, const moment& at);
  /// `not_member`.
  static result<room_decision> decide(const room& room, const hand_over& asked, const caller& who, const moment& at);

  static void apply(state& to, const moim::banned& event, const commit_stamp& stamp);
  static void apply(state& to, const unbanned& event, const commit_stamp& stamp);
  static room_change show(const kicked& event, bool sees_who) { return change_about(event, sees_who); }
};

/// Whether the room's host keeps the person away.
bool is_banned(const room& room, const user_id& user);

}  // namespace moim
