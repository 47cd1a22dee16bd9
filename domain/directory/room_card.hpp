#pragma once

#include "domain/room/description/description_content.hpp"
#include "domain/room/lifecycle/lifecycle.hpp"

/// Rooms as the directory knows them (rule 18).
namespace moim {

/// A room as the directory's list shows it. Its counts follow the room within seconds.
struct room_card {
  static constexpr std::string_view name = "room_card";
  static constexpr std::string_view about = "A room in the list.";
  room_id room;
  std::string kind;
  std::string title;
  std::optional<user_id> host;
  std::uint32_t seats = 0;
  std::uint32_t taken = 0;
  room_phase phase{};
  std::int64_t created_at_ms = 0;
  std::optional<std::int64_t> starts_at_ms;
  std::optional<moim::place> place;
  std::vector<std::string> tags;
  bool needs_approval = false;
  bool needs_code = false;

  std::uint32_t free_seats() const { return taken < seats ? seats - taken : 0; }
  static constexpr auto fields() {
    using self = room_card;
    return std::tuple{field{"room", &self::room, "The room."},
                      field{"kind", &self::kind, "Its kind."},
                      field{"title", &self::title, "What its host called it."},
                      field{"host", &self::host, "Whose room it is; absent where the members are hidden from others."},
                      field{"seats", &self::seats, "How many seats there are."},
                      field{"taken", &self::taken, "How many of them were taken moments ago."},
                      field{"phase", &self::phase, "Whether members may still come and go."},
                      field{"created_at_ms", &self::created_at_ms, "When it was created (ms since 1970)."},
                      field{"starts_at_ms", &self::starts_at_ms, "When it begins (ms since 1970), if it says so."},
                      field{"place", &self::place, "Where people meet, if it says so."},
                      field{"tags", &self::tags, "What it is about.", bounds{0, max_tags}},
                      field{"needs_approval", &self::needs_approval, "Whether its host accepts people one by one."},
                      field{"needs_code", &self::needs_code, "Whether its code has to be said to get in."}};
  }
  bool operator==(const room_card&) const = default;
};

/// What is stored of a room for the directory. The first six fields were all that a card had once.
struct directory_card : room_card {
  /// Its kind's rooms are in the list; others are only found by their code.
  bool listed = true;
  /// By which `room.find` finds it; nobody is shown it.
  std::optional<std::string> code;
  static constexpr auto fields() {
    return std::tuple_cat(room_card::fields(),
                          std::tuple{field{"listed", &directory_card::listed}, field{"code", &directory_card::code}});
  }
  bool operator==(const directory_card&) const = default;
};

/// When a room was created: its id begins with that.
constexpr std::int64_t created_at_ms(const room_id& room) { return static_cast<std::int64_t>(room.high >> 16); }

directory_card card_of(const room& state);

/// All that can change of a room's card, in short: to see that nothing has, no card needs to be made.
struct card_stamp {
  room_phase phase{};
  std::uint32_t seats = 0;
  std::uint32_t taken = 0;
  user_id host;
  std::uint32_t description_revision = 0;
  std::uint32_t code_renewals = 0;
  bool is_but_for_taken(card_stamp other) const { return other.taken = taken, *this == other; }
  bool operator==(const card_stamp&) const = default;
};
/// Nothing: the room is not to have a card.
std::optional<card_stamp> stamp_of(const room& state);

}  // namespace moim
