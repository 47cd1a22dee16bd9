#pragma once

#include "domain/declare/done.hpp"
#include "domain/declare/plain_state.hpp"

/// Guestbooks, to show what a type of entity takes: each person has one, in which anybody may write a line. They lie in
/// no released binary: `tests/extension` adds them to a copy of the tree as anybody would, as a folder and a line.
namespace moim {

struct line_written {
  static constexpr std::uint16_t code = 9'002;
  static constexpr std::string_view name = "line_written";
  static constexpr std::string_view about = "A person wrote into a guestbook.";
  user_id user;
  std::string text;
  static constexpr auto fields() {
    return std::tuple{field{"user", &line_written::user, "Who."}, field{"text", &line_written::text, "What."}};
  }
};

/// The number of their type.
inline constexpr entity_type guestbook_entity{6};

struct write_line {
  static constexpr std::string_view name = "guestbook.write";
  static constexpr std::string_view about = "Writes a line into a person's guestbook.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = guestbook_entity;
  static constexpr role who = role::person;
  using answer = done;
  using errors = error_list<errc::not_allowed>;
  user_id person;
  std::string text;
  static constexpr auto fields() {
    return std::tuple{field{"person", &write_line::person, "Whose guestbook."},
                      field{"text", &write_line::text, "What to write.", bounds{1, 200}}};
  }
};

struct guestbook_page {
  static constexpr std::string_view name = "guestbook_page";
  static constexpr std::string_view about = "What a guestbook says.";
  std::vector<std::string> lines;
  static constexpr auto fields() {
    return std::tuple{field{"lines", &guestbook_page::lines, "The oldest first.", bounds{0, 100}}};
  }
};

struct read_guestbook {
  static constexpr std::string_view name = "guestbook.read";
  static constexpr std::string_view about = "Shows a person's guestbook.";
  static constexpr bool changes = false;
  static constexpr entity_type entity = guestbook_entity;
  static constexpr role who = role::person;
  using answer = guestbook_page;
  user_id person;
  static constexpr auto fields() { return std::tuple{field{"person", &read_guestbook::person, "Whose guestbook."}}; }
};

struct guestbook {
  static constexpr entity_type number = guestbook_entity;
  static constexpr std::string_view name = "guestbook";
  static constexpr std::string_view prefix = "gbk_";

  struct state {
    std::vector<std::string> lines;
    static constexpr auto fields() { return std::tuple{field{"lines", &state::lines}}; }
  };
  using methods = type_list<write_line, read_guestbook>;
  using events = type_list<line_written>;

  static entity_id entity_of(const auto& asked, const caller&) { return {number, asked.person.high, asked.person.low}; }
  /// `not_allowed` once the book is full.
  static result<plain_decision<guestbook>> decide(const state& book, const write_line& asked, const caller& who,
                                                  time_ms now);
  static result<plain_decision<guestbook>> decide(const state& book, const read_guestbook& asked, const caller& who,
                                                  time_ms now);
  static void apply(state& to, const line_written& event, const commit_stamp& stamp);
};

}  // namespace moim
