#pragma once

#include "actors/entity/port.hpp"
#include "actors/entity_item.hpp"

#include <caf/all.hpp>

/// What travels between actors of this process. None of it ever leaves it.
namespace moim {

/// What the node hands to an entity.
struct handed {
  entity_item item;
};

/// All that was in the mailbox when it was sent has been handled.
struct turn {};
struct tick {};

struct appended {
  store::append_result result;
};
struct was_read {
  read_tag tag = 0;
  store::read_result result;
};
struct moved {
  head now;
};

struct card_changed {
  room_id room;
  std::optional<directory_card> card;
};
struct cards_read {
  std::optional<std::vector<store::stored_card>> cards;
};
/// Lists that are followed may have changed.
struct lists_due {};
struct claimed {
  std::optional<std::vector<entity_id>> due;
};
/// An entity that was woken does not keep the others waiting any more.
struct wake_over {
  entity_id entity;
};
/// All that is due at this moment is to be handled; then `done` is called.
struct handle_due {
  std::function<void()> done;
};

}  // namespace moim

CAF_BEGIN_TYPE_ID_BLOCK(moim, first_custom_type_id)
CAF_ADD_TYPE_ID(moim, (moim::handed))
CAF_ADD_TYPE_ID(moim, (moim::turn))
CAF_ADD_TYPE_ID(moim, (moim::tick))
CAF_ADD_TYPE_ID(moim, (moim::appended))
CAF_ADD_TYPE_ID(moim, (moim::was_read))
CAF_ADD_TYPE_ID(moim, (moim::moved))
CAF_ADD_TYPE_ID(moim, (moim::call_directory))
CAF_ADD_TYPE_ID(moim, (moim::unfollow_listing))
CAF_ADD_TYPE_ID(moim, (moim::card_changed))
CAF_ADD_TYPE_ID(moim, (moim::cards_read))
CAF_ADD_TYPE_ID(moim, (moim::lists_due))
CAF_ADD_TYPE_ID(moim, (moim::claimed))
CAF_ADD_TYPE_ID(moim, (moim::wake_over))
CAF_ADD_TYPE_ID(moim, (moim::handle_due))
CAF_END_TYPE_ID_BLOCK(moim)

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::handed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::turn)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::tick)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::appended)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::was_read)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::moved)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::call_directory)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::unfollow_listing)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::card_changed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::cards_read)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::lists_due)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::claimed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::wake_over)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::handle_due)

namespace moim {

using directory_handle =
    caf::typed_actor<caf::reacts_to<call_directory>, caf::reacts_to<unfollow_listing>, caf::reacts_to<card_changed>,
                     caf::reacts_to<cards_read>, caf::reacts_to<tick>, caf::reacts_to<lists_due>>;
using timekeeper_handle = caf::typed_actor<caf::reacts_to<tick>, caf::reacts_to<claimed>, caf::reacts_to<wake_over>,
                                           caf::reacts_to<handle_due>>;

}  // namespace moim
