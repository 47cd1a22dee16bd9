#pragma once

#include "domain/declare/fields.hpp"

namespace moim {

/// A room that is forgotten tells its chat so: nobody will read it any more, and what was said in it is to go.
struct chat_over {
  static constexpr std::uint16_t code = 8;
  static constexpr std::string_view name = "chat_over";
  /// Nothing else would ever take people's words off the disk.
  bool is_lasting() const { return true; }
  static constexpr auto fields() { return std::tuple{}; }
  bool operator==(const chat_over&) const = default;
};

}  // namespace moim
