#pragma once

#include "domain/room/hosting/hosting.hpp"

/// The cheers facet, to show what a facet takes: members cheer, a few times each. It lies in no released binary:
/// `tests/extension` adds it to a copy of the tree as anybody would, as a folder and a line.
namespace moim {

struct cheered {
  static constexpr std::uint16_t code = 9'001;
  static constexpr std::string_view name = "cheered";
  static constexpr std::string_view about = "A member cheered.";
  user_id user;
  static constexpr auto fields() { return std::tuple{field{"user", &cheered::user, "Who."}}; }
};

struct cheer {
  static constexpr std::string_view name = "room.cheer";
  static constexpr std::string_view about = "Cheers.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::member;
  using answer = done;
  using errors = error_list<errc::not_allowed>;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &cheer::room, "The room."}}; }
};

struct cheers {
  static constexpr std::string_view name = "cheers";

  struct rules {
    static constexpr std::string_view name = "cheers_rules";
    static constexpr std::string_view about = "Members may cheer.";
    std::uint32_t max = 2;
    static constexpr auto fields() {
      return std::tuple{field{"max", &rules::max, "How often each member may.", bounds{1, 100}}};
    }
    bool operator==(const rules&) const = default;
  };
  struct state {
    std::vector<user_id> cheers{};  // one for each
    static constexpr auto fields() { return std::tuple{field{"cheers", &state::cheers}}; }
    bool operator==(const state&) const = default;
  };
  struct view {
    static constexpr std::string_view name = "cheers_view";
    static constexpr std::string_view about = "How loud it is in a room.";
    std::uint32_t cheers = 0;
    static constexpr auto fields() { return std::tuple{field{"cheers", &view::cheers, "How often members cheered."}}; }
    bool operator==(const view&) const = default;
  };
  using methods = type_list<cheer>;
  using events = type_list<cheered>;

  /// `not_allowed` for whoever has cheered as often as they may.
  static result<room_decision> decide(const room& room, const cheer& asked, const caller& who, const moment& at);
  static void apply(state& to, const cheered& event, const commit_stamp& stamp);
  static void project(const room& room, audience who, room_view& to);
  static room_change show(const cheered& event, bool sees_who);
};

}  // namespace moim
