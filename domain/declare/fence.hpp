#pragma once

#include "domain/declare/fields.hpp"

namespace moim {

/// Moves a head and nothing else, so that an append whose answer was lost can no longer land (rule 3).
struct fenced {
  static constexpr std::uint16_t code = 1;
  static constexpr std::string_view name = "fenced";
  static constexpr std::string_view about = "An append of unknown outcome was shut out; nothing changed.";
  static constexpr auto fields() { return std::tuple{}; }
};

}  // namespace moim
