#pragma once

#include "sim/simulation/checkers/log_checker.hpp"

namespace moim::sim {

/// Reads one event of a room for its notices: each that the kind's table names has one, in order, to whom it should be.
/// The room's story has read the event already. \param amiss what is wrong
void read_notice(room_story& story, const room_event& event, time_ms at, std::vector<std::string>& amiss);

/// The commit is read to its end: who hears of its notices in their inboxes is known by now.
void end_notices(const room_id& room, room_story& story, notice_book& book, std::vector<std::string>& amiss);

}  // namespace moim::sim
