#pragma once

#include "domain/declare/ids.hpp"
#include "domain/declare/type_list.hpp"

#include <array>

namespace moim {

/// What answers methods and has no log.
enum class no_entity : std::uint8_t {
  session,    ///< the caller's own connection
  edge,       ///< the server, by its configuration
  directory,  ///< the server's list of open rooms
};
constexpr std::array<std::string_view, 3> enum_names(no_entity) { return {"session", "edge", "directory"}; }

template <class Method>
concept names_entity = requires {
  requires std::is_same_v<decltype(Method::entity), const entity_type> ||
      std::is_same_v<decltype(Method::entity), const no_entity>;
};

/// What decides a method, as its declaration says: the type of an entity, or a `no_entity`.
template <class Method>
constexpr auto target_of() {
  static_assert(names_entity<Method>,
                "a method says what decides it: static constexpr entity_type entity = entity_type::...; or no_entity");
  return Method::entity;
}

template <class Method, entity_type Type>
concept goes_to = requires {
  requires(target_of<Method>() == Type);
};

/// Whether entities of one type decide all methods of a list.
template <class List, entity_type Type>
constexpr bool all_go_to() {
  bool all = true;
  List::for_each([&]<class Method>() { all = all && goes_to<Method, Type>; });
  return all;
}

}  // namespace moim
