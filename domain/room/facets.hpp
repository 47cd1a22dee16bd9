#pragma once

#include "domain/room/approval/approval.hpp"
#include "domain/room/backfill/backfill.hpp"
#include "domain/room/holds/holds.hpp"
#include "domain/room/hosting/hosting.hpp"
#include "domain/room/memberships/memberships.hpp"
#include "domain/room/moderation/moderation.hpp"
#include "domain/room/origin/origin.hpp"
#include "domain/room/waitlist/waitlist.hpp"

namespace moim {

/// The facets of a room, in the order in which they are asked, told and react: a facet that reads another's state comes
/// after it. A freed seat goes first to whoever comes first here.
using room_facets =
    type_list<seats, hosting, lifecycle, origin, moderation, approval, holds, waitlist, backfill, memberships>;

}  // namespace moim
