#pragma once

#include "domain/room/comments/comment.hpp"

/// What people ask about comments, and what becomes of it.
namespace moim {

/// The most comments that one answer shows.
inline constexpr std::size_t max_comments_shown = 100;
inline constexpr bounds comment_numbers{1, 4'294'967'295};

struct comment_posted {
  static constexpr std::uint16_t code = 140;
  static constexpr std::string_view name = "comment_posted";
  static constexpr std::string_view about = "A person commented on the room, or replied to a comment.";
  std::uint32_t number = 0;
  user_id user;
  std::string text;
  std::optional<std::uint32_t> reply_to{};
  std::optional<user_id> replied{};
  static constexpr auto fields() {
    return std::tuple{field{"number", &comment_posted::number, "Its number in the room.", comment_numbers},
                      field{"user", &comment_posted::user, "Who."},
                      field{"text", &comment_posted::text, "What they say.", bounds{1, max_posted_chars}},
                      field{"reply_to", &comment_posted::reply_to, "The comment that it replies to.", comment_numbers},
                      field{"replied", &comment_posted::replied, "Who wrote that one."}};
  }
};

struct comment_edited {
  static constexpr std::uint16_t code = 141;
  static constexpr std::string_view name = "comment_edited";
  static constexpr std::string_view about = "The author of a comment says something else.";
  std::uint32_t number = 0;
  std::string text;
  static constexpr auto fields() {
    return std::tuple{field{"number", &comment_edited::number, "Which comment.", comment_numbers},
                      field{"text", &comment_edited::text, "What they say now.", bounds{1, max_posted_chars}}};
  }
};

struct comment_removed {
  static constexpr std::uint16_t code = 142;
  static constexpr std::string_view name = "comment_removed";
  static constexpr std::string_view about = "A comment is gone; its empty place stays while something replies to it.";
  std::uint32_t number = 0;
  user_id by;
  static constexpr auto fields() {
    return std::tuple{field{"number", &comment_removed::number, "Which comment.", comment_numbers},
                      field{"by", &comment_removed::by, "Its author, or the host."}};
  }
};

struct post_comment {
  static constexpr std::string_view name = "comment.post";
  static constexpr std::string_view about = "Comments on a room, or replies to a comment.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::person;
  using answer = text_posted;
  using errors = joined_errors<silence_errors, error_list<errc::not_member, errc::text_invalid, errc::comment_not_found,
                                                          errc::thread_too_deep, errc::too_many_comments>>;
  room_id room;
  std::string text;
  std::optional<std::uint32_t> reply_to;
  static constexpr auto fields() {
    return std::tuple{
        field{"room", &post_comment::room, "The room."},
        field{"text", &post_comment::text, "What to say; the kind may allow less.", bounds{1, max_posted_chars}},
        field{"reply_to", &post_comment::reply_to,
              "The number of the comment that this replies to; absent: a thread of its own.", comment_numbers}};
  }
};

struct edit_comment {
  static constexpr std::string_view name = "comment.edit";
  static constexpr std::string_view about = "Says something else in one of the caller's comments.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::person;
  using answer = done;
  using errors = joined_errors<silence_errors, error_list<errc::not_member, errc::text_invalid, errc::comment_not_found,
                                                          errc::not_author, errc::too_many_comments>>;
  room_id room;
  std::uint32_t number = 0;
  std::string text;
  static constexpr auto fields() {
    return std::tuple{field{"room", &edit_comment::room, "The room."},
                      field{"number", &edit_comment::number, "Which comment.", comment_numbers},
                      field{"text", &edit_comment::text, "What to say instead; the kind may allow less.",
                            bounds{1, max_posted_chars}}};
  }
};

struct remove_comment {
  static constexpr std::string_view name = "comment.remove";
  static constexpr std::string_view about =
      "Removes a comment: one of the caller's, or, for the host, anybody's. While something replies to it, its place "
      "stays, without text and author.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::person;
  using answer = done;
  using errors = error_list<errc::comment_not_found, errc::not_author>;
  room_id room;
  std::uint32_t number = 0;
  static constexpr auto fields() {
    return std::tuple{field{"room", &remove_comment::room, "The room."},
                      field{"number", &remove_comment::number, "Which comment.", comment_numbers}};
  }
};

struct list_comments {
  static constexpr std::string_view name = "comment.list";
  static constexpr std::string_view about =
      "Lists a room's comments by their numbers, a page at a time: what a comment replies to always comes before it, "
      "so "
      "that each can be drawn at once.";
  static constexpr bool changes = false;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::person;
  using answer = struct comment_page;
  using errors = error_list<errc::not_member>;
  room_id room;
  std::optional<std::uint32_t> after;
  std::optional<std::uint32_t> limit;
  static constexpr auto fields() {
    return std::tuple{
        field{"room", &list_comments::room, "The room."},
        field{"after", &list_comments::after, "The last number that is known: go on after it.",
              bounds{0, comment_numbers.max}},
        field{"limit", &list_comments::limit, "How many at most; 100 if absent.", bounds{1, max_comments_shown}}};
  }
};

/// A comment as people see it.
struct comment_view {
  static constexpr std::string_view name = "comment_view";
  static constexpr std::string_view about = "A comment, or the empty place of one that was removed and has replies.";
  std::uint32_t number = 0;
  std::optional<user_id> user;
  std::optional<std::string> text;
  std::int64_t at_ms = 0;
  std::optional<std::int64_t> edited_at_ms;
  std::optional<std::uint32_t> reply_to;
  std::uint32_t depth = 1;
  static constexpr auto fields() {
    return std::tuple{
        field{"number", &comment_view::number, "Its number in the room."},
        field{"user", &comment_view::user, "Who wrote it; absent: it was removed."},
        field{"text", &comment_view::text, "What they say; absent: it was removed."},
        field{"at_ms", &comment_view::at_ms, "When it was posted (ms since 1970)."},
        field{"edited_at_ms", &comment_view::edited_at_ms, "When its text was last changed."},
        field{"reply_to", &comment_view::reply_to, "The comment that it replies to; absent: it begins a thread."},
        field{"depth", &comment_view::depth, "How deep it stands in its thread, from 1."}};
  }
  bool operator==(const comment_view&) const = default;
};

struct comment_page {
  static constexpr std::string_view name = "comment_page";
  static constexpr std::string_view about = "Some of a room's comments.";
  std::vector<comment_view> comments;
  std::optional<std::uint32_t> after;
  static constexpr auto fields() {
    return std::tuple{field{"comments", &comment_page::comments, "By their numbers; fewer where they are long.",
                            bounds{0, max_comments_shown}},
                      field{"after", &comment_page::after, "Send this for the next page; absent on the last."}};
  }
  bool operator==(const comment_page&) const = default;
};

}  // namespace moim
