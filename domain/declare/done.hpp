#pragma once

#include "domain/declare/fields.hpp"

namespace moim {

/// The answer of methods that have nothing to tell but that it was done.
struct done {
  static constexpr std::uint16_t code = 3;
  static constexpr std::string_view name = "done";
  static constexpr std::string_view about = "It was done.";
  static constexpr auto fields() { return std::tuple{}; }
  bool operator==(const done&) const = default;
};

}  // namespace moim
