#pragma once

#include "domain/room/lifecycle/lifecycle.hpp"

/// The history facet: a room that is over can be read for as long as its kind says; then what was in it is forgotten,
/// and only that there was a room is left, so that its id is never used again.
namespace moim {

struct kept_history {
  static constexpr std::string_view name = "history";
  static constexpr bool outlives_history = true;

  struct rules {
    static constexpr std::string_view name = "history_rules";
    static constexpr std::string_view about = "Rooms that are over are forgotten after a while.";
    std::uint32_t keep_days = 30;
    static constexpr auto fields() {
      return std::tuple{field{"keep_days", &rules::keep_days,
                              "For how many days a room can be read after it was cancelled, closed or has ended.",
                              bounds{1, 3'650}}};
    }
    bool operator==(const rules&) const = default;
  };
  struct state {
    std::optional<time_ms> over_at{};
    bool is_forgotten = false;
    static constexpr auto fields() {
      return std::tuple{field{"over_at", &state::over_at}, field{"is_forgotten", &state::is_forgotten}};
    }
    bool operator==(const state&) const = default;
  };
  struct view {
    static constexpr std::string_view name = "history_view";
    static constexpr std::string_view about = "How long a room that is over can still be read.";
    std::optional<std::int64_t> until_ms;
    static constexpr auto fields() {
      return std::tuple{
          field{"until_ms", &view::until_ms, "When it is forgotten (ms since 1970); absent: it is not over yet."}};
    }
    bool operator==(const view&) const = default;
  };

  /// `room_gone`.
  static std::optional<error> why_silent(const room& room);
  static void apply(state& to, const room_cancelled&, const commit_stamp& stamp) { to.over_at = stamp.at; }
  static void apply(state& to, const room_closed&, const commit_stamp& stamp) { to.over_at = stamp.at; }
  static void apply(state& to, const room_ended&, const commit_stamp& stamp) { to.over_at = stamp.at; }
  static void apply(state& to, const room_forgotten&, const commit_stamp&) { to.is_forgotten = true; }
  static std::optional<due_event> next_due(const room& room);
  static void project(const room& room, audience who, room_view& to);
};

}  // namespace moim
