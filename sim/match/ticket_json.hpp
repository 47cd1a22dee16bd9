#pragma once

#include "sim/match/recording.hpp"

#include <simdjson.h>

#include <stdexcept>

namespace moim::sim {

/// What is wrong with a line; caught where lines are counted.
struct bad_line : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Reads the objects of a ticket file, and remembers the names it met.
class ticket_json {
 public:
  using json = simdjson::dom::element;

  static pool_kind read_pool(json from);
  /// Throws `bad_line`.
  timed_command read_command(json from, const pool_kind& kind);

  std::vector<std::string> take_names() { return std::move(ticket_names_); }

 private:
  submit_ticket read_submit(json from, const pool_kind& kind);
  ticket_id ticket_named(json name);
  user_id user_named(json name);

  std::vector<std::string> ticket_names_;
  /// Only looked up in, never iterated.
  std::unordered_map<std::string, std::uint64_t> tickets_;
  std::unordered_map<std::string, std::uint64_t> users_;
};

}  // namespace moim::sim
