#pragma once

#include "actors/chat/chat_type.hpp"
#include "actors/inbox/inbox_type.hpp"
#include "actors/plain/plain_type.hpp"
#include "actors/pool/pool_type.hpp"
#include "actors/room/room_type.hpp"
#include "actors/user/user_type.hpp"
#include "domain/declare/type_list.hpp"

namespace moim {

/// All types of entities. Each names its `number`, the `items` that are handed to its entities, and how an actor is
/// made for one of them: what the node needs to know.
using entity_types =
    joined<type_list<room_type, user_type, pool_type, inbox_type, chat_type>, types_of_plain<plain_types>::type>;

}  // namespace moim
