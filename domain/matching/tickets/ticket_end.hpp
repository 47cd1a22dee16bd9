#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace moim {

/// Why a ticket ended without a match.
enum class ticket_end : std::uint8_t { cancelled, expired, absent, window_passed, declined, silent };
constexpr std::array<std::string_view, 6> enum_names(ticket_end) {
  return {"cancelled", "expired", "absent", "window_passed", "declined", "silent"};
}

}  // namespace moim
