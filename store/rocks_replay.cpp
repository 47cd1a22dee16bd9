#include "store/rocks_replay.hpp"

#include <rocksdb/write_batch.h>

#include <algorithm>
#include <limits>
#include <vector>

namespace moim::store::rocks {
namespace {

constexpr std::string_view log_suffix = ".log";
/// RocksDB's format of a log: records in blocks, in fragments with a header each.
constexpr std::uint64_t block_bytes = 32'768;
constexpr std::uint64_t header_bytes = 7;
/// A batch begins with the number of its first change and the count of its changes, little-endian.
constexpr std::size_t batch_header_bytes = 12;

std::uint64_t little_endian_at(const std::string& bytes, std::size_t at, std::size_t size) {
  std::uint64_t number = 0;
  for (std::size_t i = size; i-- > 0;) number = number << 8 | static_cast<unsigned char>(bytes[at + i]);
  return number;
}

/// The number of a log by the name of its file; nothing if it is no log.
std::optional<std::uint64_t> log_number_of(const std::string& name) {
  if (!name.ends_with(log_suffix) || name.size() == log_suffix.size()) return std::nullopt;
  std::uint64_t number = 0;
  for (char digit : std::string_view{name}.substr(0, name.size() - log_suffix.size())) {
    if (digit < '0' || digit > '9') return std::nullopt;
    number = number * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  return number;
}

}  // namespace

replay_watch::replay_watch(rocksdb::Env& env, const std::string& directory) : env_{&env}, directory_{directory} {
  std::vector<std::string> names;
  if (!env.GetChildren(directory, &names).ok()) return;
  for (const auto& name : names) {
    if (name == "CURRENT") is_new_ = false;
    auto number = log_number_of(name);
    if (!number) continue;
    auto& log = logs_[*number];
    log.name = directory + "/" + name;
    env.GetFileSize(log.name, &log.bytes).PermitUncheckedError();
    log.has_beginning = begins_with_record(log);
  }
}

/// Whether its type and length can be those of a record that is whole or has been begun.
bool replay_watch::begins_with_record(const log_file& log) const {
  std::unique_ptr<rocksdb::SequentialFile> file;
  if (!env_->NewSequentialFile(log.name, &file, rocksdb::EnvOptions{}).ok()) return false;
  char scratch[header_bytes];
  rocksdb::Slice header;
  if (!file->Read(header_bytes, &header, scratch).ok() || header.size() < header_bytes) return false;
  constexpr std::size_t length_at = 4, type_at = 6;
  constexpr char full = 1, first = 2;
  auto length = little_endian_at(header.ToString(), length_at, 2);
  return (header[type_at] == full || header[type_at] == first) && header_bytes + length <= log.bytes;
}

void replay_watch::ColumnFamilyLogNumberMap(const std::map<std::uint32_t, std::uint64_t>& needed_from,
                                            const std::map<std::string, std::uint32_t>&) {
  needed_from_ = std::numeric_limits<std::uint64_t>::max();
  for (const auto& [family, log] : needed_from) needed_from_ = std::min(needed_from_, log);
}

std::uint64_t replay_watch::end_of_record(std::uint64_t from, std::uint64_t bytes) {
  auto at = from;
  do {
    auto left_in_block = block_bytes - at % block_bytes;
    if (left_in_block < header_bytes) {
      at += left_in_block;
      left_in_block = block_bytes;
    }
    auto fragment = std::min(bytes, left_in_block - header_bytes);
    at += header_bytes + fragment;
    bytes -= fragment;
  } while (bytes > 0);
  return at;
}

rocksdb::WalFilter::WalProcessingOption replay_watch::LogRecordFound(unsigned long long log_number, const std::string&,
                                                                     const rocksdb::WriteBatch& batch,
                                                                     rocksdb::WriteBatch*, bool*) {
  const auto& bytes = batch.Data();
  auto& log = logs_[log_number];
  log.replayed = true;
  log.read_to = end_of_record(log.read_to, bytes.size());
  auto count = bytes.size() < batch_header_bytes ? 0 : little_endian_at(bytes, 8, 4);
  // RocksDB begins a log with an empty batch.
  if (count == 0) return WalProcessingOption::kContinueProcessing;
  auto first = little_endian_at(bytes, 0, 8);
  if (last_ && first > *last_ + 1) skipped_.push_back({*last_ + 1, first - 1});
  last_ = first + count - 1;
  ++commits_;
  return WalProcessingOption::kContinueProcessing;
}

bool replay_watch::has_gaps(std::uint64_t latest) const {
  if (!skipped_.empty() || (last_ && *last_ < latest)) return true;
  return std::any_of(logs_.lower_bound(needed_from_), logs_.end(),
                     [](const auto& log) { return !log.second.is_whole(); });
}

/// If the first record of a log cannot be read RocksDB takes the log for empty; only the newest may be. One with a
/// beginning that was not replayed is not needed any more: a process was killed before it had deleted it.
bool replay_watch::is_unreadable() const {
  bool later_is_read = false;
  for (auto log = logs_.rbegin(); log != logs_.rend() && log->first >= needed_from_; ++log) {
    if (!log->second.replayed && !log->second.has_beginning && later_is_read) return true;
    later_is_read |= log->second.replayed;
  }
  return false;
}

opening_facts replay_watch::facts(std::uint64_t latest, std::optional<std::uint64_t> witnessed) const {
  opening_facts found;
  found.replayed_commits = commits_;
  // A flush may have noted a later number than what is left of the log reaches.
  found.last_change = last_.value_or(latest);
  found.witnessed = witnessed;
  // Nothing above the witness was acknowledged: a power loss may have kept any part of it.
  auto acknowledged = witnessed.value_or(0);
  for (const auto& [from, to] : skipped_) {
    if (from <= acknowledged) found.lost_changes += std::min(to, acknowledged) - from + 1;
  }
  if (acknowledged > found.last_change) found.lost_changes += acknowledged - found.last_change;
  // A database that is closed or killed always leaves the log that it wrote to last, be it empty.
  found.log_is_missing = witnessed && !is_new_ && logs_.empty();
  found.log_is_unreadable = is_unreadable();
  auto log = std::find_if(logs_.begin(), logs_.end(), [](const auto& each) { return each.second.replayed; });
  // What is before the first that was replayed had been sorted into files.
  if (log == logs_.end() && !logs_.empty()) --log;
  for (; log != logs_.end(); ++log)
    found.dropped_bytes += log->second.bytes - std::min(log->second.bytes, log->second.read_to);
  return found;
}

rocksdb::Status replay_watch::sync_logs() const {
  for (const auto& [number, log] : logs_) {
    std::unique_ptr<rocksdb::WritableFile> file;
    auto status = env_->ReopenWritableFile(log.name, &file, rocksdb::EnvOptions{});
    if (status.ok()) status = file->Sync();
    if (status.ok()) status = file->Close();
    if (!status.ok()) return status;
  }
  return {};
}

}  // namespace moim::store::rocks
