#pragma once

#include "domain/memory/shared_list.hpp"
#include "domain/room/posting.hpp"

/// What a host tells a room, and what becomes of it.
namespace moim {

/// The most announcements that any kind lets a room keep.
inline constexpr std::size_t max_announcements = 32;
inline constexpr bounds announcement_numbers{1, 4'294'967'295};

struct announced {
  static constexpr std::uint16_t code = 150;
  static constexpr std::string_view name = "announced";
  static constexpr std::string_view about = "The host told the room something.";
  std::uint32_t number = 0;
  user_id user;
  std::string text;
  static constexpr auto fields() {
    return std::tuple{field{"number", &announced::number, "Its number in the room.", announcement_numbers},
                      field{"user", &announced::user, "Who."},
                      field{"text", &announced::text, "What they say.", bounds{1, max_posted_chars}}};
  }
};

struct announcement_edited {
  static constexpr std::uint16_t code = 151;
  static constexpr std::string_view name = "announcement_edited";
  static constexpr std::string_view about = "An announcement says something else.";
  std::uint32_t number = 0;
  std::string text;
  static constexpr auto fields() {
    return std::tuple{field{"number", &announcement_edited::number, "Which announcement.", announcement_numbers},
                      field{"text", &announcement_edited::text, "What it says now.", bounds{1, max_posted_chars}}};
  }
};

struct announcement_removed {
  static constexpr std::uint16_t code = 152;
  static constexpr std::string_view name = "announcement_removed";
  static constexpr std::string_view about = "An announcement is gone.";
  std::uint32_t number = 0;
  static constexpr auto fields() {
    return std::tuple{field{"number", &announcement_removed::number, "Which announcement.", announcement_numbers}};
  }
};

struct post_announcement {
  static constexpr std::string_view name = "announcement.post";
  static constexpr std::string_view about = "Tells the room something; past the kind's number, the oldest one goes.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::host;
  using answer = text_posted;
  using errors = joined_errors<over_errors, error_list<errc::text_invalid>>;
  room_id room;
  std::string text;
  static constexpr auto fields() {
    return std::tuple{
        field{"room", &post_announcement::room, "The room."},
        field{"text", &post_announcement::text, "What to say; the kind may allow less.", bounds{1, max_posted_chars}}};
  }
};

struct edit_announcement {
  static constexpr std::string_view name = "announcement.edit";
  static constexpr std::string_view about = "Says something else in an announcement.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::host;
  using answer = done;
  using errors = joined_errors<over_errors, error_list<errc::text_invalid, errc::announcement_not_found>>;
  room_id room;
  std::uint32_t number = 0;
  std::string text;
  static constexpr auto fields() {
    return std::tuple{field{"room", &edit_announcement::room, "The room."},
                      field{"number", &edit_announcement::number, "Which announcement.", announcement_numbers},
                      field{"text", &edit_announcement::text, "What to say instead; the kind may allow less.",
                            bounds{1, max_posted_chars}}};
  }
};

struct remove_announcement {
  static constexpr std::string_view name = "announcement.remove";
  static constexpr std::string_view about = "Removes an announcement.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::host;
  using answer = done;
  using errors = error_list<errc::announcement_not_found>;
  room_id room;
  std::uint32_t number = 0;
  static constexpr auto fields() {
    return std::tuple{field{"room", &remove_announcement::room, "The room."},
                      field{"number", &remove_announcement::number, "Which announcement.", announcement_numbers}};
  }
};

struct list_announcements {
  static constexpr std::string_view name = "announcement.list";
  static constexpr std::string_view about =
      "Lists what the host has told the room, the newest first, a page at a time.";
  static constexpr bool changes = false;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::person;
  using answer = struct announcement_page;
  using errors = error_list<errc::not_member>;
  room_id room;
  std::optional<std::uint32_t> before;
  std::optional<std::uint32_t> limit;
  static constexpr auto fields() {
    return std::tuple{
        field{"room", &list_announcements::room, "The room."},
        field{"before", &list_announcements::before, "Only those with smaller numbers; absent: all.",
              announcement_numbers},
        field{"limit", &list_announcements::limit, "How many at most; 32 if absent.", bounds{1, max_announcements}}};
  }
};

/// What a host told a room: as it is kept, and as people see it.
struct announcement {
  static constexpr std::string_view name = "announcement";
  static constexpr std::string_view about = "Something that a host told a room.";
  std::uint32_t number = 0;
  user_id user;
  std::string text;
  std::int64_t at_ms = 0;
  std::optional<std::int64_t> edited_at_ms{};
  static constexpr auto fields() {
    return std::tuple{field{"number", &announcement::number, "Its number in the room."},
                      field{"user", &announcement::user, "Who wrote it."},
                      field{"text", &announcement::text, "What it says."},
                      field{"at_ms", &announcement::at_ms, "When it was posted (ms since 1970)."},
                      field{"edited_at_ms", &announcement::edited_at_ms, "When its text was last changed."}};
  }
  bool operator==(const announcement&) const = default;
};

struct announcement_page {
  static constexpr std::string_view name = "announcement_page";
  static constexpr std::string_view about = "Some of a room's announcements.";
  std::vector<announcement> announcements;
  std::optional<std::uint32_t> before;
  static constexpr auto fields() {
    return std::tuple{field{"announcements", &announcement_page::announcements,
                            "The newest first; fewer where they are long.", bounds{0, max_announcements}},
                      field{"before", &announcement_page::before, "Send this for the next page; absent on the last."}};
  }
  bool operator==(const announcement_page&) const = default;
};

}  // namespace moim
