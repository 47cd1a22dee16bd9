#pragma once

#include "domain/room/announcements/announcements.hpp"
#include "domain/room/approval/approval.hpp"
#include "domain/room/assignment/assignment.hpp"
#include "domain/room/backfill/backfill.hpp"
#include "domain/room/comments/comments.hpp"
#include "domain/room/description/description.hpp"
#include "domain/room/entry_code/entry_code.hpp"
#include "domain/room/history/kept_history.hpp"
#include "domain/room/holds/holds.hpp"
#include "domain/room/hosting/hosting.hpp"
#include "domain/room/likes/likes.hpp"
#include "domain/room/memberships/memberships.hpp"
#include "domain/room/moderation/moderation.hpp"
#include "domain/room/notices/notices.hpp"
#include "domain/room/origin/origin.hpp"
#include "domain/room/schedule/schedule.hpp"
#include "domain/room/talk/talk.hpp"
#include "domain/room/waitlist/waitlist.hpp"

namespace moim {

/// The facets of a room, in the order in which they are asked, told and react: a facet that reads another's state comes
/// after it. A freed seat goes first to whoever comes first here.
using room_facets =
    type_list<seats, hosting, lifecycle, origin, moderation, talk, description, assignment, approval, entry_code, holds,
              schedule, kept_history, waitlist, comments, announcements, likes, backfill, memberships, notices>;

}  // namespace moim
