#pragma once

#include <caf/fwd.hpp>
#include <caf/replies_to.hpp>

namespace moim {

struct handed;
struct turn;
struct tick;
struct appended;
struct was_read;
struct moved;
class surroundings;

/// The actor of an entity, of whatever type that is.
using entity_handle = caf::typed_actor<caf::reacts_to<handed>, caf::reacts_to<turn>, caf::reacts_to<tick>,
                                       caf::reacts_to<appended>, caf::reacts_to<was_read>, caf::reacts_to<moved>>;

}  // namespace moim
