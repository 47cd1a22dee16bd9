#pragma once

#include "domain/protocol.hpp"
#include "sim/checks/recording.hpp"

namespace moim::sim {

/// A request that a person has sent and not heard the outcome of.
struct sent_request {
  method_call call;
  request_options options;
  room_id room;
  time_ms first_sent_at = 0;
  /// How often it was sent; each time but for a copy that the network made (`doubled`).
  unsigned tries = 0;
  bool doubled = false;
  recording told;

  bool was_repeated() const { return tries > 1 || doubled; }
};

inline std::string_view name_of(const method_call& call) {
  return std::visit([](const auto& each) { return std::string_view{each.name}; }, call);
}

/// The room that a call is about; none if it is about no room.
inline room_id room_of(const method_call& call) {
  return std::visit(
      [](const auto& each) -> room_id {
        if constexpr (requires { room_id{each.room}; })
          return each.room;
        else
          return {};
      },
      call);
}

}  // namespace moim::sim
