#pragma once

#include "domain/memory/shared_list.hpp"
#include "domain/room/posting.hpp"

/// The likes facet: whoever likes a room says so, once.
namespace moim {

struct liked {
  static constexpr std::uint16_t code = 160;
  static constexpr std::string_view name = "liked";
  static constexpr std::string_view about = "A person likes the room.";
  user_id user;
  static constexpr auto fields() { return std::tuple{field{"user", &liked::user, "Who."}}; }
};

struct unliked {
  static constexpr std::uint16_t code = 161;
  static constexpr std::string_view name = "unliked";
  static constexpr std::string_view about = "A person took their like back.";
  user_id user;
  static constexpr auto fields() { return std::tuple{field{"user", &unliked::user, "Who."}}; }
};

/// The answer of all methods about likes.
struct like_count {
  static constexpr std::uint16_t code = 141;
  static constexpr std::string_view name = "like_count";
  static constexpr std::string_view about = "How many like a room, and whether the caller does.";
  std::uint32_t likes = 0;
  bool mine = false;
  static constexpr auto fields() {
    return std::tuple{field{"likes", &like_count::likes, "How many people like the room."},
                      field{"mine", &like_count::mine, "Whether the caller is one of them."}};
  }
  bool operator==(const like_count&) const = default;
};

struct like_room {
  static constexpr std::string_view name = "room.like";
  static constexpr std::string_view about = "Says that the caller likes the room; to say it again changes nothing.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::person;
  using answer = like_count;
  using errors = joined_errors<silence_errors, error_list<errc::too_many_likes>>;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &like_room::room, "The room."}}; }
};

struct unlike_room {
  static constexpr std::string_view name = "room.unlike";
  static constexpr std::string_view about = "Takes the caller's like back, if there is one.";
  static constexpr bool changes = true;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::person;
  using answer = like_count;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &unlike_room::room, "The room."}}; }
};

struct count_likes {
  static constexpr std::string_view name = "room.likes";
  static constexpr std::string_view about = "Tells how many like the room, and whether the caller does.";
  static constexpr bool changes = false;
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::person;
  using answer = like_count;
  room_id room;
  static constexpr auto fields() { return std::tuple{field{"room", &count_likes::room, "The room."}}; }
};

struct likes {
  static constexpr std::string_view name = "likes";

  struct rules {
    static constexpr std::string_view name = "likes_rules";
    static constexpr std::string_view about = "People may like a room.";
    std::uint32_t max_kept = 1'000;
    static constexpr auto fields() {
      return std::tuple{field{"max_kept", &rules::max_kept, "How many likes a room keeps.", bounds{1, 10'000}}};
    }
    bool operator==(const rules&) const = default;
  };
  struct state {
    /// Ordered. A batch in which nobody likes anything does not copy it.
    shared_list<user_id> people{};
    static constexpr auto fields() { return std::tuple{field{"people", &state::people}}; }
    bool operator==(const state&) const = default;
  };
  struct view {
    static constexpr std::string_view name = "likes_view";
    static constexpr std::string_view about = "That people may like the room.";
    std::uint32_t likes = 0;
    static constexpr auto fields() { return std::tuple{field{"likes", &view::likes, "How many do."}}; }
    bool operator==(const view&) const = default;
  };
  using methods = type_list<like_room, unlike_room, count_likes>;
  using events = type_list<liked, unliked>;

  /// `room_cancelled`, `room_closed`, `banned`, `too_many_likes`.
  static result<room_decision> decide(const room& room, const like_room& asked, const caller& who, const moment& at);
  /// Whoever liked it may always take that back.
  static result<room_decision> decide(const room& room, const unlike_room& asked, const caller& who, const moment& at);
  static result<room_decision> decide(const room& room, const count_likes& asked, const caller& who, const moment& at);

  static void apply(state& to, const liked& event, const commit_stamp& stamp);
  static void apply(state& to, const unliked& event, const commit_stamp& stamp);
  static void project(const room& room, audience who, room_view& to);
  static room_change show(const liked& event, bool) { return plain_change(event); }
  static room_change show(const unliked& event, bool) { return plain_change(event); }
};

}  // namespace moim
