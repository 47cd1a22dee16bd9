#pragma once

#include "actors/messages.hpp"
#include "actors/news.hpp"
#include "actors/user/user_entity.hpp"
#include "store/log_store.hpp"

#include <caf/all.hpp>

/// What travels between actors of this process. None of it ever leaves it.
namespace moim {

/// All that was in the mailbox when it was sent has been handled.
struct turn {};
struct tick {};
/// The entity's wake-up is due.
struct wake {};

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

/// The person's log has the room's effect.
struct effect_acknowledged {
  room_id room;
  membership_effect effect;
};

struct card_changed {
  room_id room;
  std::optional<room_card> card;
};
struct cards_read {
  std::optional<std::vector<store::stored_card>> cards;
};
struct claimed {
  std::optional<std::vector<entity_id>> due;
};
/// An entity that was woken does not keep the others waiting any more.
struct wake_over {
  entity_id entity;
};
/// All that is due at this moment is to be seen to; then `done` is called.
struct see_to_due {
  std::function<void()> done;
};

}  // namespace moim

CAF_BEGIN_TYPE_ID_BLOCK(moim, first_custom_type_id)
CAF_ADD_TYPE_ID(moim, (moim::call_room))
CAF_ADD_TYPE_ID(moim, (moim::follow_room))
CAF_ADD_TYPE_ID(moim, (moim::unfollow_room))
CAF_ADD_TYPE_ID(moim, (moim::call_user))
CAF_ADD_TYPE_ID(moim, (moim::take_effect))
CAF_ADD_TYPE_ID(moim, (moim::open_session))
CAF_ADD_TYPE_ID(moim, (moim::close_session))
CAF_ADD_TYPE_ID(moim, (moim::call_directory))
CAF_ADD_TYPE_ID(moim, (moim::call_pool))
CAF_ADD_TYPE_ID(moim, (moim::call_inbox))
CAF_ADD_TYPE_ID(moim, (moim::bear_room))
CAF_ADD_TYPE_ID(moim, (moim::take_note))
CAF_ADD_TYPE_ID(moim, (moim::news_taken))
CAF_ADD_TYPE_ID(moim, (moim::push_to_sessions))
CAF_ADD_TYPE_ID(moim, (moim::watch_inbox))
CAF_ADD_TYPE_ID(moim, (moim::seek_for_room))
CAF_ADD_TYPE_ID(moim, (moim::seek_taken))
CAF_ADD_TYPE_ID(moim, (moim::offer_seats))
CAF_ADD_TYPE_ID(moim, (moim::seats_answered))
CAF_ADD_TYPE_ID(moim, (moim::attend_pool))
CAF_ADD_TYPE_ID(moim, (moim::turn))
CAF_ADD_TYPE_ID(moim, (moim::tick))
CAF_ADD_TYPE_ID(moim, (moim::wake))
CAF_ADD_TYPE_ID(moim, (moim::appended))
CAF_ADD_TYPE_ID(moim, (moim::was_read))
CAF_ADD_TYPE_ID(moim, (moim::moved))
CAF_ADD_TYPE_ID(moim, (moim::effect_acknowledged))
CAF_ADD_TYPE_ID(moim, (moim::card_changed))
CAF_ADD_TYPE_ID(moim, (moim::cards_read))
CAF_ADD_TYPE_ID(moim, (moim::claimed))
CAF_ADD_TYPE_ID(moim, (moim::wake_over))
CAF_ADD_TYPE_ID(moim, (moim::see_to_due))
CAF_END_TYPE_ID_BLOCK(moim)

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::call_room)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::follow_room)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::unfollow_room)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::call_user)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::take_effect)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::open_session)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::close_session)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::call_directory)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::call_pool)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::call_inbox)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::bear_room)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::take_note)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::news_taken)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::push_to_sessions)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::watch_inbox)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::seek_for_room)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::seek_taken)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::offer_seats)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::seats_answered)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::attend_pool)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::turn)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::tick)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::wake)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::appended)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::was_read)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::moved)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::effect_acknowledged)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::card_changed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::cards_read)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::claimed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::wake_over)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(moim::see_to_due)

namespace moim {

using room_handle =
    caf::typed_actor<caf::reacts_to<call_room>, caf::reacts_to<follow_room>, caf::reacts_to<unfollow_room>,
                     caf::reacts_to<bear_room>, caf::reacts_to<offer_seats>, caf::reacts_to<seek_taken>,
                     caf::reacts_to<effect_acknowledged>, caf::reacts_to<turn>, caf::reacts_to<tick>,
                     caf::reacts_to<wake>, caf::reacts_to<appended>, caf::reacts_to<was_read>, caf::reacts_to<moved>>;
using user_handle =
    caf::typed_actor<caf::reacts_to<call_user>, caf::reacts_to<take_effect>, caf::reacts_to<open_session>,
                     caf::reacts_to<close_session>, caf::reacts_to<push_to_sessions>, caf::reacts_to<turn>,
                     caf::reacts_to<tick>, caf::reacts_to<wake>, caf::reacts_to<appended>, caf::reacts_to<was_read>,
                     caf::reacts_to<moved>>;
using pool_handle = caf::typed_actor<caf::reacts_to<call_pool>, caf::reacts_to<news_taken>, caf::reacts_to<attend_pool>,
                                     caf::reacts_to<seek_for_room>, caf::reacts_to<seats_answered>,
                                     caf::reacts_to<turn>, caf::reacts_to<tick>, caf::reacts_to<wake>,
                                     caf::reacts_to<appended>, caf::reacts_to<was_read>, caf::reacts_to<moved>>;
using inbox_handle =
    caf::typed_actor<caf::reacts_to<call_inbox>, caf::reacts_to<take_note>, caf::reacts_to<watch_inbox>,
                     caf::reacts_to<turn>, caf::reacts_to<tick>, caf::reacts_to<wake>, caf::reacts_to<appended>,
                     caf::reacts_to<was_read>, caf::reacts_to<moved>>;
using directory_handle = caf::typed_actor<caf::reacts_to<call_directory>, caf::reacts_to<card_changed>,
                                          caf::reacts_to<cards_read>, caf::reacts_to<tick>>;
using timekeeper_handle = caf::typed_actor<caf::reacts_to<tick>, caf::reacts_to<claimed>, caf::reacts_to<wake_over>,
                                           caf::reacts_to<see_to_due>>;

}  // namespace moim
