#pragma once

#include "actors/entity/entity.hpp"

#include <spdlog/spdlog.h>

/// What rides on the entity's appends, and what has ridden into its log (rule 2).
namespace moim {

template <class Rules>
template <class Payload>
void entity<Rules>::bring(deliveries_owed<Payload>& owed) {
  if (port_.takes_riders()) let_ride(owed, id_, round_.at, unfit_, round_.brings);
}

/// The round keeps a copy: once it has landed, live entities are told.
template <class Rules>
void entity<Rules>::add_riders(store::append_request& append) {
  for (auto& each : round_.brings.riders) each.commit = new_commit_id();
  append.riders = round_.brings.riders;
  if (is_planted(planted_bug::riders_sent_twice))
    append.riders.insert(append.riders.end(), round_.brings.riders.begin(), round_.brings.riders.end());
  if (is_planted(planted_bug::riders_told_early)) port_.riders_landed(round_.brings, {});
}

/// Before anything else that follows from the commit: if that throws, others have heard all the same.
template <class Rules>
void entity<Rules>::tell_riders(const std::vector<head>& heads) {
  metrics_.deliveries(delivery_step::rode).add(round_.brings.riders.size());
  port_.riders_landed(round_.brings, heads);
}

/// Some logs have begun, and so nothing of the round could land: it is decided again without riders for them.
template <class Rules>
void entity<Rules>::on_unfit(const store::unfit& why) {
  for (const auto& each : why.riders)
    spdlog::error("{} was to be born of a match of {}, and exists already without it.", to_text(each), to_text(id_));
  unfit_.insert(why.riders.begin(), why.riders.end());
  replay_batch();
}

/// Where failovers may take the end of a log, a record that follows our version need not follow our commit: there the
/// log is read, from our head on (rule 1).
template <class Rules>
void entity<Rules>::on_rode(const store::stored_record& record) {
  recover();
  load();
  bool is_same_log = !port_.is_shared();
  bool is_next = stage_ == stage::ready && record.version == head_.version + 1 && !record.bytes.empty();
  if (is_next && is_same_log && apply_records({record})) confirmed_at_ = port_.machine_now();
  if (!record.bytes.empty()) on_rode_in(record);
  bool is_known = head_ == head{record.version, record.commit};
  bool must_look = record.version == 0 || (!is_same_log && !is_known);
  auto wanted = must_look ? std::numeric_limits<version>::max() : record.version;
  if (wanted > head_.version) at_least_ = std::max(at_least_, wanted);
  if (head_.version < at_least_ || snapshot_.is_due(limits_)) commit_soon();
}

}  // namespace moim
