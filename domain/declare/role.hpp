#pragma once

#include "domain/declare/errors.hpp"

#include <array>

namespace moim {

/// The caller's role towards what they ask for. Each role includes all the roles before it. A method's
/// declaration names the lowest role that may call it.
enum class role : std::uint8_t {
  guest,      ///< has not said who they are
  person,     ///< has
  member,     ///< sits in the room, or hosts it
  host,       ///< hosts the room
  operator_,  ///< runs the servers
  trusted,    ///< a server of the operators', which speaks for others
};
constexpr std::array<std::string_view, 6> enum_names(role) {
  return {"guest", "person", "member", "host", "operator", "trusted_server"};
}

/// The one place where it is decided whether somebody may call a method. Nothing: they may. Otherwise why not:
/// `unauthenticated`, `not_member`, `not_host` or `not_allowed`.
inline std::optional<error> why_may_not(role needed, role is) {
  if (is >= needed) return std::nullopt;
  constexpr std::array refusals{errc::internal, errc::unauthenticated, errc::not_member,
                                errc::not_host, errc::not_allowed,     errc::not_allowed};
  return error{refusals[static_cast<std::size_t>(needed)]};
}

/// Who may call a method: what its declaration says, or any person.
template <class Method>
constexpr role caller_of() {
  if constexpr (requires { Method::who; })
    return Method::who;
  else
    return role::person;
}

}  // namespace moim
