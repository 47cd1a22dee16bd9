#pragma once

#include "store/rocks_database.hpp"

namespace moim::store::rocks {

/// The entity's last commit on disk.
tl::expected<head, rocksdb::Status> load_head(const database& from, const entity_id& entity);

/// The version of the newest record that is forgotten; 0 if the log still has its first.
tl::expected<version, rocksdb::Status> load_forgotten(const database& from, const entity_id& entity);

/// All slices in the order of `index`, as they are now or were at `as_of`.
tl::expected<std::vector<snapshot_slice>, rocksdb::Status> load_slices(const database& from, const entity_id& entity,
                                                                       const rocksdb::Snapshot* as_of = nullptr);

/// When the entity is to be woken.
tl::expected<std::optional<time_ms>, rocksdb::Status> load_wake(const database& from, const entity_id& entity);

/// When the earliest wake-up of all is.
tl::expected<std::optional<time_ms>, rocksdb::Status> load_first_wake(const database& from);

/// What `log_store::read` answers.
tl::expected<log_piece, rocksdb::Status> load_piece(const database& from, const read_request& request);

/// The conflict to answer to who expected `expected`.
tl::expected<conflict, rocksdb::Status> load_missed(const database& from, const entity_id& entity,
                                                    const head& expected);

/// What `log_store::cards` answers.
tl::expected<std::vector<stored_card>, rocksdb::Status> load_cards(const database& from, std::optional<entity_id> after,
                                                                   std::size_t limit);

}  // namespace moim::store::rocks
