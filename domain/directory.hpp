#pragma once

#include "domain/room/room.hpp"

/// The directory's view of rooms: cards (rule 18).
namespace moim {

/// A listable room as the directory shows it. Its counts follow the room within seconds.
struct room_card {
  static constexpr std::string_view name = "room_card";
  static constexpr std::string_view about = "An open room in the list.";
  room_id room;
  std::string kind;
  std::string title;
  std::optional<user_id> host;
  std::uint32_t seats = 0;
  std::uint32_t taken = 0;
  static constexpr auto fields() {
    return std::tuple{
        field{"room", &room_card::room, "The room."},
        field{"kind", &room_card::kind, "Its kind."},
        field{"title", &room_card::title, "What its host called it."},
        field{"host", &room_card::host, "Whose room it is; absent where the members are hidden from others."},
        field{"seats", &room_card::seats, "How many seats there are."},
        field{"taken", &room_card::taken, "How many of them were taken moments ago."}};
  }
  bool operator==(const room_card&) const = default;
};

struct list_rooms {
  static constexpr std::string_view name = "room.list";
  static constexpr std::string_view about = "Lists open rooms, the newest first, a page at a time.";
  static constexpr bool changes = false;
  static constexpr no_entity entity = no_entity::directory;
  static constexpr role who = role::person;
  using answer = struct room_list;
  std::optional<std::string> kind;
  std::optional<bool> with_free_seat;
  std::optional<room_id> before;
  std::optional<std::uint32_t> limit;
  static constexpr auto fields() {
    return std::tuple{
        field{"kind", &list_rooms::kind, "Only rooms of this kind.", bounds{1, 32}},
        field{"with_free_seat", &list_rooms::with_free_seat, "Only rooms with a free seat."},
        field{"before", &list_rooms::before, "The last room of the page before: go on after it."},
        field{"limit", &list_rooms::limit, "How many; 20 if absent.", bounds{1, 100}},
    };
  }
};

struct room_list {
  static constexpr std::string_view name = "room_list";
  static constexpr std::string_view about = "A page of open rooms.";
  bool warming = false;
  std::vector<room_card> rooms;
  std::optional<room_id> before;
  static constexpr auto fields() {
    return std::tuple{
        field{"warming", &room_list::warming, "The server has just started and may not know all rooms yet."},
        field{"rooms", &room_list::rooms, "The newest first.", bounds{0, 100}},
        field{"before", &room_list::before, "Send this for the next page; absent on the last."}};
  }
  bool operator==(const room_list&) const = default;
};

room_card card_of(const room& state);

}  // namespace moim
