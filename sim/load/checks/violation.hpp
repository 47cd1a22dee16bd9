#pragma once

#include "domain/ids.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

/// What can be seen of moim's promises from outside. The checks are pure: they are told what was asked and answered, in
/// the order in which a client saw it, and say what cannot be.
namespace moim::load {

/// The promises of ARCHITECTURE.md that show from outside.
enum class promise : std::uint8_t { seats, durable, exactly_once, resume };
constexpr std::array<std::string_view, 4> enum_names(promise) {
  return {"P1 seats", "P2 acknowledged means durable", "P3 exactly once", "P7 honest resume"};
}
constexpr std::string_view to_text(promise kept) { return enum_names(kept)[static_cast<std::size_t>(kept)]; }

/// A broken promise: which, in which room, and what was seen.
struct violation {
  promise broken{};
  room_id room;
  std::string seen;
};

/// Where the checks put what they find: the first hundred, and how many there were.
struct verdict {
  static constexpr std::size_t kept_most = 100;
  std::vector<violation> found;
  std::uint64_t count = 0;

  void add(promise broken, const room_id& room, std::string seen) {
    ++count;
    if (found.size() < kept_most) found.push_back({broken, room, std::move(seen)});
  }
};

}  // namespace moim::load
