#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace moim {

/// Why a ticket ended without a match.
enum class ticket_end : std::uint8_t {
  cancelled,
  expired,
  absent,
  window_passed,
  declined,
  silent,
  party_declined,  ///< somebody whom it names did not want to
  party_silent,    ///< somebody whom it names did not say yes in time
};
constexpr std::array<std::string_view, 8> enum_names(ticket_end) {
  return {"cancelled", "expired", "absent", "window_passed", "declined", "silent", "party_declined", "party_silent"};
}

}  // namespace moim
