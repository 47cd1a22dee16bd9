#pragma once

#include "domain/declare/fields.hpp"

namespace moim {

enum class membership : std::uint8_t { seated, left };
constexpr std::array<std::string_view, 2> enum_names(membership) { return {"seated", "left"}; }

/// A room tells a person's own log that they sit in it now, or no longer. Of two the newer delivery counts.
struct membership_told {
  static constexpr std::uint16_t code = 4;
  static constexpr std::string_view name = "membership_told";
  static constexpr bool is_told_again = true;
  /// Of two words of one room the newer number counts, in whatever order they land.
  static constexpr bool commutes = true;
  membership what{};
  bool is_lasting() const { return false; }
  static constexpr auto fields() { return std::tuple{field{"what", &membership_told::what, "Seated or left."}}; }
  bool operator==(const membership_told&) const = default;
};

}  // namespace moim
