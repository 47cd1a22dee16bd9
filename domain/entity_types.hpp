#pragma once

#include "domain/declare/plain_state.hpp"

#include <array>

namespace moim {

/// The types of entities that do no more than decide, append and answer (domain/declare/plain_state.hpp).
using plain_types = type_list<>;

template <class Method>
using plain_type_of = typename plain_type_of_method<Method, plain_types>::type;

/// How a type of entity is called: in metrics, and at the beginning of its ids.
struct entity_type_names {
  std::string_view name;
  std::string_view prefix;
};

namespace detail {

struct larger_type {
  entity_type number;
  entity_type_names names;
};
inline constexpr std::array larger_types{larger_type{entity_type::room, {"room", room_tag::prefix}},
                                         larger_type{entity_type::user, {"user", user_tag::prefix}},
                                         larger_type{entity_type::pool, {"pool", pool_tag::prefix}},
                                         larger_type{entity_type::inbox, {"inbox", "inbox_"}},
                                         larger_type{entity_type::chat, {"chat", "chat_"}}};

template <class... Types>
constexpr auto names_of_all(type_list<Types...>) {
  std::array<entity_type_names, larger_types.size() + sizeof...(Types)> all{};
  for (const auto& each : larger_types) all[static_cast<std::size_t>(each.number) - 1] = each.names;
  ((all[static_cast<std::size_t>(Types::number) - 1] = {Types::name, Types::prefix}), ...);
  return all;
}

}  // namespace detail

/// All types, in the order of their numbers from 1. A number that is left out, or used twice, does not compile.
inline constexpr auto entity_type_table = detail::names_of_all(plain_types{});
static_assert([] {
  for (const auto& each : entity_type_table)
    if (each.name.empty()) return false;
  return true;
}());

constexpr std::array<entity_type, entity_type_table.size()> all_entity_types() {
  std::array<entity_type, entity_type_table.size()> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<entity_type>(i + 1);
  return all;
}

constexpr const entity_type_names& names_of(entity_type type) {
  return entity_type_table[static_cast<std::size_t>(type) - 1];
}

/// How that which decides a method is called.
constexpr std::string_view target_name(entity_type type) { return names_of(type).name; }
constexpr std::string_view target_name(no_entity which) { return enum_name(which); }

}  // namespace moim
