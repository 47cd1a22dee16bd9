#pragma once

#include "sim/match/files/line_value.hpp"
#include "sim/match/files/match_recording.hpp"

#include <functional>

namespace moim::sim {

/// Reads the commands of a ticket file, and remembers the names it met. Everything throws `bad_line`.
class ticket_json {
 public:
  /// \param rules by which the tickets are read
  /// \param unknown is told the names that the format does not know
  ticket_json(const pool_kind& rules, std::function<void(std::string_view)> unknown)
      : rules_(&rules), unknown_(std::move(unknown)) {}

  /// Criteria that these rules have and `rules` has not are passed over.
  void pass_over_criteria_of(const pool_kind& other) { passed_over_ = &other; }

  timed_command read_command(const line_value& from);

  std::vector<std::string> take_ticket_names() { return std::move(ticket_names_); }
  std::vector<std::string> take_user_names() { return std::move(user_names_); }

 private:
  pool_command read_one(const line_value& from);
  submit_ticket read_submit(const line_value& from);
  block read_block(const line_value& from);
  relax_step read_step(const line_value& from);
  ticket_wishes read_wishes(const line_value& from, bool is_step);
  size_set read_sizes(const line_value& from);
  window_wish read_windows(std::uint8_t criterion, const line_value& from);
  time_window read_window(const line_value& from);
  spread_wish read_spread(std::uint8_t criterion, const line_value& from);
  radius_wish read_radius(std::uint8_t criterion, const line_value& from);
  ticket_id ticket_named(const line_value& name);
  user_id user_named(const line_value& name);

  const pool_kind* rules_;
  const pool_kind* passed_over_ = nullptr;
  std::function<void(std::string_view)> unknown_;
  std::vector<std::string> ticket_names_;
  std::vector<std::string> user_names_;
  std::vector<bool> submitted_;
  /// Only looked up in, never iterated.
  std::unordered_map<std::string, std::uint64_t> tickets_;
  std::unordered_map<std::string, std::uint64_t> users_;
};

}  // namespace moim::sim
