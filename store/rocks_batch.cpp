#include "store/rocks_batch.hpp"

#include "store/rocks_keys.hpp"
#include "store/rocks_reader.hpp"

#include <algorithm>

namespace moim::store::rocks {
namespace {

/// Beyond this many one range tombstone is cheaper than one for each; below it the other way round, for readers pay for
/// range tombstones.
constexpr version point_deletes_max = 10'000;

/// Puts `number` and `bytes` as one value, without joining them first.
void put_numbered(rocksdb::WriteBatch& rows, rocksdb::ColumnFamilyHandle* family, const numbered_key& key,
                  std::uint64_t number, const std::string& bytes) {
  auto encoded = encode_number(number);
  rocksdb::Slice key_part = key;
  std::array<rocksdb::Slice, 2> value_parts{encoded, bytes};
  // A batch in memory takes every row: no limit on its bytes is set.
  rows.Put(family, rocksdb::SliceParts{&key_part, 1}, rocksdb::SliceParts{value_parts.data(), 2})
      .PermitUncheckedError();
}

bool writes(const append_request& request) {
  return !request.record.empty() || request.wake || request.card || request.snapshot || request.forget_to > 0;
}

}  // namespace

tl::expected<entity_state*, rocksdb::Status> append_batch::state_of(const entity_id& entity) {
  if (auto* known = heads_->find(entity)) return known;
  ++heads_read_;
  auto now = load_head(*from_, entity);
  if (!now) return tl::unexpected(now.error());
  return &heads_->insert(entity, *now);
}

bool append_batch::must_wait(const append_request& request) {
  if (request.forget_to == 0) return false;
  auto* known = heads_->find(request.entity);
  return known && known->in_batch;
}

rocksdb::Status append_batch::look_up_wake(const entity_id& entity, const std::optional<wake_change>& wake,
                                           entity_state& state) {
  if (!wake || state.wake_known) return {};
  auto found = load_wake(*from_, entity);
  if (!found) return found.error();
  state.wake = *found;
  state.wake_known = true;
  return {};
}

rocksdb::Status append_batch::look_up_riders(decision& decided) {
  for (const auto& each : decided.append->request.riders) {
    auto state = state_of(each.entity);
    if (!state) return state.error();
    decided.riders.push_back(*state);
    if (auto status = look_up_wake(each.entity, each.wake, **state); !status.ok()) return status;
  }
  return {};
}

std::optional<unfit> append_batch::why_unfit(const decision& decided) {
  unfit found;
  const auto& riders = decided.append->request.riders;
  for (std::size_t i = 0; i < riders.size(); ++i)
    if (riders[i].begins && decided.riders[i]->now != head{}) found.riders.push_back(riders[i].entity);
  return found.riders.empty() ? std::nullopt : std::optional{std::move(found)};
}

rocksdb::Status append_batch::look_up(const append_request& request, entity_state& state) {
  if (auto status = look_up_wake(request.entity, request.wake, state); !status.ok()) return status;
  if (request.forget_to > 0 && !state.forgotten) {
    auto forgotten = load_forgotten(*from_, request.entity);
    if (!forgotten) return forgotten.error();
    state.forgotten = *forgotten;
  }
  if (request.forget_to > 0 && !state.slices) {
    auto slices = load_slices(*from_, request.entity);
    if (!slices) return slices.error();
    state.slices = std::make_unique<std::map<std::uint32_t, version>>();
    for (const auto& slice : *slices) (*state.slices)[slice.index] = slice.as_of;
  }
  return {};
}

version append_batch::forgettable(const append_request& request, const entity_state& state) {
  if (request.forget_to == 0) return 0;
  auto newest = state.now.version + (request.record.empty() ? 0 : 1);
  if (newest == 0) return 0;
  if (state.slices->empty() && !request.snapshot) return 0;
  auto to = std::min(request.forget_to, newest - 1);
  for (auto [index, as_of] : *state.slices) {
    bool replaced = request.snapshot && request.snapshot->index == index;
    if (!replaced) to = std::min(to, as_of);
  }
  if (request.snapshot) to = std::min(to, request.snapshot->as_of);
  return to;
}

rocksdb::Status append_batch::add(queued_append& append) {
  const auto& request = append.request;
  auto& decided = decisions_.emplace_back(decision{&append, nullptr, refused{refusal::unavailable}});
  auto state = state_of(request.entity);
  if (!state) return state.error();
  decided.entity = *state;
  if (request.expected != (*state)->now) {
    decided.result = conflict{};
    return {};
  }
  if (writes(request)) {
    if (auto status = look_up(request, **state); !status.ok()) return status;
    if (auto status = look_up_riders(decided); !status.ok()) return status;
    if (auto why = why_unfit(decided)) {
      decided.result = std::move(*why);
      return {};
    }
    put_rows(request, **state, forgettable(request, **state));
    (*state)->in_batch = true;
  }
  committed landed{(*state)->now};
  for (std::size_t i = 0; i < decided.riders.size(); ++i) {
    put_rows(request.riders[i], *decided.riders[i]);
    landed.riders.push_back(decided.riders[i]->now);
  }
  decided.result = std::move(landed);
  return {};
}

void append_batch::put_record(const entity_id& entity, entity_state& state, commit_id commit,
                              const std::string& record) {
  state.now = {state.now.version + 1, commit};
  put_numbered(rows_, from_->log, key_of(entity, state.now.version), commit, record);
}

void append_batch::put_wake(const entity_id& entity, entity_state& state, const wake_change& wake) {
  wakes_->change(entity, state.wake, wake.at, rows_);
  state.wake = wake.at;
}

void append_batch::put_card(const entity_id& entity, const card_change& card) {
  if (card.bytes)
    rows_.Put(from_->card, key_of(entity), *card.bytes).PermitUncheckedError();
  else
    rows_.Delete(from_->card, key_of(entity)).PermitUncheckedError();
}

void append_batch::put_rows(const rider& of, entity_state& state) {
  put_record(of.entity, state, of.commit, of.record);
  if (of.wake) put_wake(of.entity, state, *of.wake);
  if (of.card) put_card(of.entity, *of.card);
  state.in_batch = true;
}

void append_batch::put_rows(const append_request& request, entity_state& state, version forget_to) {
  if (!request.record.empty()) put_record(request.entity, state, request.commit, request.record);
  if (request.wake) put_wake(request.entity, state, *request.wake);
  if (request.card) put_card(request.entity, *request.card);
  if (request.snapshot) {
    const auto& slice = *request.snapshot;
    put_numbered(rows_, from_->snapshot, key_of(request.entity, slice.index), slice.as_of, slice.bytes);
    if (state.slices) (*state.slices)[slice.index] = slice.as_of;
  }
  if (forget_to > 0) forget(request.entity, state, forget_to);
}

void append_batch::forget(const entity_id& entity, entity_state& state, version to) {
  auto forgotten = state.forgotten.value_or(0);
  if (to <= forgotten) return;
  if (to - forgotten > point_deletes_max) {
    rows_.DeleteRange(from_->log, key_of(entity, forgotten + 1), key_of(entity, to + 1)).PermitUncheckedError();
  } else {
    for (auto number = forgotten + 1; number <= to; ++number) {
      rows_.Delete(from_->log, key_of(entity, number)).PermitUncheckedError();
    }
  }
  state.forgotten = to;
}

rocksdb::Status append_batch::complete() {
  rocksdb::Status failed;
  for (auto& decided : decisions_) {
    if (!std::holds_alternative<conflict>(decided.result)) continue;
    const auto& request = decided.append->request;
    auto missed = load_missed(*from_, request.entity, request.expected);
    if (missed) {
      decided.result = std::move(*missed);
    } else {
      decided.result = refused{refusal::unavailable};
      failed = missed.error();
    }
  }
  return failed;
}

void append_batch::clear() {
  for (auto& decided : decisions_) {
    if (decided.entity) decided.entity->in_batch = false;
    for (auto* rider : decided.riders) rider->in_batch = false;
  }
  decisions_.clear();
  rows_.Clear();
  heads_read_ = 0;
}

}  // namespace moim::store::rocks
