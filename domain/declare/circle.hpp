#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace moim {

/// Whom a table of a kind's file opens its part of a room to.
enum class circle : std::uint8_t { members, everyone };
constexpr std::array<std::string_view, 2> enum_names(circle) { return {"members", "everyone"}; }

}  // namespace moim
