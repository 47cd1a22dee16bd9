#pragma once

#include "domain/declare/due.hpp"
#include "domain/declare/errors.hpp"
#include "domain/declare/fields.hpp"
#include "domain/declare/time.hpp"

#include <array>
#include <optional>

/// The lifecycle facet: a room is open until it is locked in, cancelled, or its time to fill up is over.
namespace moim {

enum class room_phase : std::uint8_t { open, locked, cancelled, closed };
constexpr std::array<std::string_view, 4> enum_names(room_phase) { return {"open", "locked", "cancelled", "closed"}; }

struct room_locked {
  static constexpr std::uint16_t code = 30;
  static constexpr std::string_view name = "room_locked";
  static constexpr std::string_view about = "The host locked the room in: its members are final.";
  static constexpr auto fields() { return std::tuple{}; }
};

struct room_cancelled {
  static constexpr std::uint16_t code = 31;
  static constexpr std::string_view name = "room_cancelled";
  static constexpr std::string_view about = "The host cancelled the room.";
  static constexpr auto fields() { return std::tuple{}; }
};

struct room_closed {
  static constexpr std::uint16_t code = 32;
  static constexpr std::string_view name = "room_closed";
  static constexpr std::string_view about = "The room's time to fill up ended before it was locked in.";
  static constexpr auto fields() { return std::tuple{}; }
};

struct lifecycle {
  room_phase phase = room_phase::open;
  /// When an open room closes by itself; nothing: never.
  std::optional<time_ms> closes_at;
  static constexpr auto fields() {
    return std::tuple{field{"phase", &lifecycle::phase}, field{"closes_at", &lifecycle::closes_at}};
  }
  bool operator==(const lifecycle&) const = default;
};

/// Nothing while members may come and go at `now`; otherwise why not.
std::optional<error> why_not_open(const lifecycle& state, time_ms now);

result<room_locked> decide_lock(const lifecycle& state, time_ms now);
/// A locked room may still be cancelled; one that is over may not.
result<room_cancelled> decide_cancel(const lifecycle& state, time_ms now);
/// The closing of an open room (P6: once).
std::optional<due<room_closed>> next_due(const lifecycle& state);

void apply(lifecycle& state, const room_locked& event);
void apply(lifecycle& state, const room_cancelled& event);
void apply(lifecycle& state, const room_closed& event);

}  // namespace moim
