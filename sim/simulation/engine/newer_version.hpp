#pragma once

#include "store/log_store.hpp"

namespace moim::sim {

/// A newer version of moimd beside today's, as far as today's can tell: its commits may hold an event whose code only
/// it knows, here one without consequences (rule 10).

/// The record with one such event more.
std::string with_newer_event(const std::string& record);
/// What the newer version makes of a record: what it knows is no obstacle.
std::string as_newer_reads(const std::string& record);
void read_as_newer(std::vector<store::stored_record>& records);

}  // namespace moim::sim
