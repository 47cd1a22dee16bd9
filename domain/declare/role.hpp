#pragma once

#include "domain/declare/errors.hpp"

#include <array>
#include <type_traits>

namespace moim {

/// The caller's role towards what they ask for. Each role includes all the roles before it. A method's
/// declaration names the lowest role that may call it.
enum class role : std::uint8_t { guest, person, member, host, operator_, trusted };
constexpr std::array<std::string_view, 6> enum_names(role) {
  return {"guest", "person", "member", "host", "operator", "trusted_server"};
}

/// Who has a role.
constexpr std::string_view describe(role each) {
  constexpr std::array<std::string_view, 6> all{
      "Anybody.",         "Whoever has said who they are.", "Whoever sits in the room, or hosts it.",
      "The room's host.", "Who runs the servers.",          "A server of the operators', which speaks for others."};
  return all[static_cast<std::size_t>(each)];
}

/// Whether a role is one towards a room, which the room alone knows. All others people have everywhere: the edge
/// knows them.
constexpr bool is_in_room(role each) { return each == role::member || each == role::host; }
/// What somebody has to be everywhere so that they may be `needed` somewhere.
constexpr role everywhere(role needed) { return is_in_room(needed) ? role::person : needed; }

/// The one place where it is decided whether somebody may call a method. Nothing: they may. Otherwise why not:
/// `unauthenticated`, `not_member`, `not_host` or `not_allowed`.
inline std::optional<error> why_may_not(role needed, role is) {
  if (is >= needed) return std::nullopt;
  constexpr std::array refusals{errc::internal, errc::unauthenticated, errc::not_member,
                                errc::not_host, errc::not_allowed,     errc::not_allowed};
  return error{refusals[static_cast<std::size_t>(needed)]};
}

template <class Method>
concept names_caller = requires {
  requires std::is_same_v<decltype(Method::who), const role>;
};

/// The lowest role that may call a method, as its declaration says.
template <class Method>
constexpr role caller_of() {
  static_assert(names_caller<Method>, "a method says who may call it: static constexpr role who = role::...;");
  return Method::who;
}

}  // namespace moim
