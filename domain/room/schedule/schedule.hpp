#pragma once

#include "domain/room/description/description.hpp"

/// The schedule facet: a room locks in when it is full, or at or before the time at which it begins, and ends at its
/// end. The times are the description's, as it says them last; each comes once.
namespace moim {

struct schedule {
  static constexpr std::string_view name = "schedule";

  struct rules {
    static constexpr std::string_view name = "schedule_rules";
    static constexpr std::string_view about = "Rooms lock in and end by themselves.";
    bool lock_when_full = false;
    bool lock_at_start = false;
    std::optional<std::uint32_t> lock_before_start_s{};
    bool end_at_end = false;
    std::optional<std::uint32_t> end_after_s{};
    static constexpr auto fields() {
      return std::tuple{
          field{"lock_when_full", &rules::lock_when_full, "Whether a room locks in when its last seat is taken."},
          field{"lock_at_start", &rules::lock_at_start, "Whether it locks in when it begins."},
          field{"lock_before_start_s", &rules::lock_before_start_s,
                "So many seconds before it begins it locks in; absent: not before.", bounds{1, 31'536'000}},
          field{"end_at_end", &rules::end_at_end, "Whether it ends when its description says so."},
          field{"end_after_s", &rules::end_after_s,
                "A room of which no end is said ends so many seconds after it began, or, if that is not said either, "
                "after it was locked in; absent: never.",
                bounds{1, 31'536'000}}};
    }
    /// What is wrong with them, for whoever reads the kind's file; nothing: they make sense.
    std::optional<std::string> why_not() const;
    bool operator==(const rules&) const = default;
  };
  struct state {
    /// As the description says.
    std::optional<time_ms> starts_at{};
    std::optional<time_ms> ends_at{};
    std::optional<time_ms> locked_at{};
    static constexpr auto fields() {
      return std::tuple{field{"starts_at", &state::starts_at}, field{"ends_at", &state::ends_at},
                        field{"locked_at", &state::locked_at}};
    }
    bool operator==(const state&) const = default;
  };
  struct view {
    static constexpr std::string_view name = "schedule_view";
    static constexpr std::string_view about = "When a room does something by itself, as it stands now.";
    std::optional<std::int64_t> locks_at_ms;
    std::optional<std::int64_t> ends_at_ms;
    static constexpr auto fields() {
      return std::tuple{
          field{"locks_at_ms", &view::locks_at_ms, "When an open room locks in (ms since 1970)."},
          field{"ends_at_ms", &view::ends_at_ms, "When a room ends that is locked in by then (ms since 1970)."}};
    }
    bool operator==(const view&) const = default;
  };

  static void apply(state& to, const room_described& event, const commit_stamp& stamp);
  static void apply(state& to, const room_locked&, const commit_stamp& stamp) { to.locked_at = stamp.at; }

  /// A room that is full locks in, if its kind says so.
  static void react(const room& room, const seat_taken& event, const moment& at, events_out& out);
  static void react(const room& room, const room_resized& event, const moment& at, events_out& out);
  /// The lock-in of an open room, or the end of one that is locked in (P6: each once).
  static std::optional<due_event> next_due(const room& room);
  static void project(const room& room, audience who, room_view& to);
};

}  // namespace moim
