#pragma once

#include "domain/room/announcements/announcement_messages.hpp"

/// The announcements facet: what the host tells everybody in the room, the newest few of it.
namespace moim {

struct announcements {
  static constexpr std::string_view name = "announcements";

  struct rules {
    static constexpr std::string_view name = "announcements_rules";
    static constexpr std::string_view about = "The host may tell the room something that stays there.";
    std::uint32_t max_kept = 16;
    std::uint32_t max_chars = 2'000;
    circle who = circle::members;
    static constexpr auto fields() {
      return std::tuple{
          field{"max_kept", &rules::max_kept, "How many of them a room keeps, the newest.",
                bounds{1, max_announcements}},
          field{"max_chars", &rules::max_chars, "How many characters one has.", bounds{1, max_posted_chars}},
          field{"who", &rules::who, "Who may read them."}};
    }
    bool operator==(const rules&) const = default;
  };
  struct state {
    /// In the order of their numbers. What changes nothing of it does not copy it.
    shared_list<announcement> kept{};
    std::uint32_t last_number = 0;
    static constexpr auto fields() {
      return std::tuple{field{"kept", &state::kept}, field{"last_number", &state::last_number}};
    }
    bool operator==(const state&) const = default;
  };
  struct view {
    static constexpr std::string_view name = "announcements_view";
    static constexpr std::string_view about = "That the host may tell the room something.";
    std::uint32_t announcements = 0;
    std::optional<std::uint32_t> newest;
    static constexpr auto fields() {
      return std::tuple{field{"announcements", &view::announcements, "How many there are."},
                        field{"newest", &view::newest, "The number of the newest."}};
    }
    bool operator==(const view&) const = default;
  };
  using methods = type_list<post_announcement, edit_announcement, remove_announcement, list_announcements>;
  using events = type_list<announced, announcement_edited, announcement_removed>;

  /// `room_cancelled`, `room_closed`, `text_invalid`.
  static result<room_decision> decide(const room& room, const post_announcement& asked, const caller& who,
                                      const moment& at);
  /// To say the same again changes nothing. Errors: as above, and `announcement_not_found`.
  static result<room_decision> decide(const room& room, const edit_announcement& asked, const caller& who,
                                      const moment& at);
  /// `announcement_not_found`.
  static result<room_decision> decide(const room& room, const remove_announcement& asked, const caller& who,
                                      const moment& at);
  /// `not_member`.
  static result<room_decision> decide(const room& room, const list_announcements& asked, const caller& who,
                                      const moment& at);

  static void apply(state& to, const announced& event, const commit_stamp& stamp, const room& room);
  static void apply(state& to, const announcement_edited& event, const commit_stamp& stamp);
  static void apply(state& to, const announcement_removed& event, const commit_stamp& stamp);
  static void project(const room& room, audience who, room_view& to);
  static room_change show(const announced& event, bool) { return change_of_number(event); }
  static room_change show(const announcement_edited& event, bool) { return change_of_number(event); }
  static room_change show(const announcement_removed& event, bool) { return change_of_number(event); }
};

}  // namespace moim
