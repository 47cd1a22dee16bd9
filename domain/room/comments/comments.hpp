#pragma once

#include "domain/room/comments/comment_messages.hpp"

/// The comments facet: people comment on a room and reply to one another, in threads of a bounded depth.
namespace moim {

struct comments {
  static constexpr std::string_view name = "comments";

  struct rules {
    static constexpr std::string_view name = "comments_rules";
    static constexpr std::string_view about = "People may comment on a room.";
    std::uint32_t max_chars = 1'000;
    std::uint32_t max_depth = 2;
    std::uint32_t max_kept = 500;
    std::uint32_t max_by_person = 50;
    circle who = circle::members;
    static constexpr auto fields() {
      return std::tuple{
          field{"max_chars", &rules::max_chars, "How many characters a comment has.", bounds{1, max_posted_chars}},
          field{"max_depth", &rules::max_depth, "How deep threads are; 1: nobody replies.", bounds{1, 8}},
          field{"max_kept", &rules::max_kept,
                "How many comments a room has, empty places among them; at most 1 MiB of text.", bounds{1, 1'000}},
          field{"max_by_person", &rules::max_by_person, "How many of these are one person's.", bounds{1, 1'000}},
          field{"who", &rules::who, "Who may read them, and comment."}};
    }
    bool operator==(const rules&) const = default;
  };
  using state = comment_list;
  struct view {
    static constexpr std::string_view name = "comments_view";
    static constexpr std::string_view about = "That people may comment on the room.";
    std::uint32_t comments = 0;
    static constexpr auto fields() {
      return std::tuple{field{"comments", &view::comments, "How many comments there are."}};
    }
    bool operator==(const view&) const = default;
  };
  using methods = type_list<post_comment, edit_comment, remove_comment, list_comments>;
  using events = type_list<comment_posted, comment_edited, comment_removed>;

  /// `not_member`, `room_cancelled`, `room_closed`, `banned`, `text_invalid`, `comment_not_found`, `thread_too_deep`,
  /// `too_many_comments`.
  static result<room_decision> decide(const room& room, const post_comment& asked, const caller& who, const moment& at);
  /// To say the same again changes nothing. Errors: as above, and `not_author`.
  static result<room_decision> decide(const room& room, const edit_comment& asked, const caller& who, const moment& at);
  /// Whoever wrote it may always take it back. Errors: `comment_not_found`, `not_author`.
  static result<room_decision> decide(const room& room, const remove_comment& asked, const caller& who,
                                      const moment& at);
  /// `not_member`.
  static result<room_decision> decide(const room& room, const list_comments& asked, const caller& who,
                                      const moment& at);

  static void apply(state& to, const comment_posted& event, const commit_stamp& stamp);
  static void apply(state& to, const comment_edited& event, const commit_stamp& stamp);
  static void apply(state& to, const comment_removed& event, const commit_stamp& stamp);
  static void project(const room& room, audience who, room_view& to);
  static room_change show(const comment_posted& event, bool) { return change_of_number(event); }
  static room_change show(const comment_edited& event, bool) { return change_of_number(event); }
  static room_change show(const comment_removed& event, bool) { return change_of_number(event); }
};

}  // namespace moim
