#pragma once

#include "actors/actor_types.hpp"
#include "store/log_store.hpp"

namespace moim {

/// The entity's wake-up is due.
struct wake {};

/// A record of another entity's making has ridden into its log; version 0: it is somewhere there. Without bytes it is
/// only to look, since its log has grown.
struct rode {
  store::stored_record record;
};

template <class Types>
struct items_of_types;
template <class... Types>
struct items_of_types<type_list<Types...>> {
  using type = variant_of<distinct<joined<type_list<wake, rode>, typename Types::items...>>>;
};

/// What the node hands to an entity: something of its type's own, or that its time has come.
using entity_item = typename items_of_types<entity_types>::type;

/// Whether an item is of no use to an entity that is not in memory.
inline bool is_only_if_live(const entity_item& item) {
  return std::visit(
      []<class Item>(const Item&) {
        return requires { Item::only_if_live; };
      },
      item);
}

}  // namespace moim
