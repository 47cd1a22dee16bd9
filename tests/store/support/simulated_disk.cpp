#include "tests/store/support/simulated_disk.hpp"

#include <algorithm>
#include <cstring>

namespace moim::store {

using rocksdb::IOStatus;
std::shared_ptr<simulated_disk> simulated_disk::after_power_loss(std::mt19937_64& random) const {
  std::lock_guard lock{mutex_};
  auto found = std::make_shared<simulated_disk>();
  found->directories_ = directories_;
  auto kept_names = synced_names_;
  auto kept_changes = random() % (unsynced_changes_.size() + 1);
  for (std::size_t i = 0; i < kept_changes; ++i) carry_out(unsynced_changes_[i], kept_names);
  for (const auto& [name, file] : kept_names) {
    // Often nothing or everything of the tail: the ends are where mistakes are.
    auto unsynced = file->bytes.size() - file->synced;
    std::size_t kept = file->synced;
    if (auto luck = random() % 4; luck == 0) {
      kept += unsynced;
    } else if (luck > 1) {
      kept += random() % (unsynced + 1);
    }
    auto bytes = torn(*file, random).substr(0, kept);
    found->names_[name] = std::make_shared<simulated_file>(simulated_file{bytes, kept});
  }
  found->synced_names_ = found->names_;
  return found;
}

std::shared_ptr<simulated_disk> simulated_disk::copy() const {
  std::lock_guard lock{mutex_};
  auto same = std::make_shared<simulated_disk>();
  same->directories_ = directories_;
  for (const auto& [name, file] : names_) same->names_[name] = std::make_shared<simulated_file>(*file);
  same->synced_names_ = same->names_;
  return same;
}

/// A file that was written over may be as it was before any of these, and torn between two of them.
std::string simulated_disk::torn(const simulated_file& file, std::mt19937_64& random) {
  auto any = [&]() -> const std::string& {
    auto which = random() % (file.before.size() + 1);
    return which == file.before.size() ? file.bytes : file.before[which];
  };
  if (file.before.empty()) return file.bytes;
  const auto& one = any();
  const auto& other = any();
  auto at = random() % (one.size() + 1);
  return other.size() == one.size() ? one.substr(0, at) + other.substr(at) : one;
}

std::string* simulated_disk::newest(const std::string& suffix) {
  std::lock_guard lock{mutex_};
  // The numbers in RocksDB's names are padded, so the last name is the newest.
  for (auto each = names_.rbegin(); each != names_.rend(); ++each)
    if (each->first.ends_with(suffix) && !each->second->bytes.empty()) return &each->second->bytes;
  return nullptr;
}

std::string* simulated_disk::oldest(const std::string& suffix) {
  std::lock_guard lock{mutex_};
  for (auto& [name, file] : names_)
    if (name.ends_with(suffix) && !file->bytes.empty()) return &file->bytes;
  return nullptr;
}

void simulated_disk::remove_newest(const std::string& suffix) {
  std::lock_guard lock{mutex_};
  std::string last;
  for (const auto& [name, file] : names_)
    if (name.ends_with(suffix)) last = name;
  names_.erase(last);
  synced_names_.erase(last);
}

bool simulated_disk::damage(const std::string& part) {
  std::lock_guard lock{mutex_};
  simulated_file* largest = nullptr;
  for (const auto& [name, file] : names_) {
    bool is_named = name.find(part) != std::string::npos;
    if (is_named && (!largest || file->bytes.size() > largest->bytes.size())) largest = file.get();
  }
  if (!largest || largest->bytes.empty()) return false;
  largest->bytes[largest->bytes.size() / 2] ^= 1;
  return true;
}

IOStatus simulated_disk::may(disk_operation operation) const { return before ? before(operation) : IOStatus::OK(); }

IOStatus simulated_disk::append(simulated_file& file, const rocksdb::Slice& data) {
  if (auto status = may(disk_operation::append); !status.ok()) return status;
  std::lock_guard lock{mutex_};
  file.bytes.append(data.data(), data.size());
  return IOStatus::OK();
}

IOStatus simulated_disk::write_over(simulated_file& file, std::uint64_t offset, const rocksdb::Slice& data) {
  if (auto status = may(disk_operation::append); !status.ok()) return status;
  std::lock_guard lock{mutex_};
  file.before.push_back(file.bytes);
  if (file.bytes.size() < offset + data.size()) file.bytes.resize(offset + data.size());
  file.bytes.replace(offset, data.size(), data.data(), data.size());
  return IOStatus::OK();
}

IOStatus simulated_disk::sync(simulated_file& file) {
  if (auto status = may(disk_operation::sync); !status.ok()) return status;
  std::lock_guard lock{mutex_};
  file.synced = file.bytes.size();
  file.before.clear();
  return IOStatus::OK();
}

IOStatus simulated_disk::sync_directory() {
  if (auto status = may(disk_operation::sync_directory); !status.ok()) return status;
  std::lock_guard lock{mutex_};
  unsynced_changes_.clear();
  synced_names_ = names_;
  return IOStatus::OK();
}

IOStatus simulated_disk::truncate(simulated_file& file, std::size_t size) {
  std::lock_guard lock{mutex_};
  file.bytes.resize(size);
  file.synced = std::min(file.synced, size);
  return IOStatus::OK();
}

IOStatus simulated_disk::read(const simulated_file& file, std::uint64_t offset, std::size_t count,
                              rocksdb::Slice* result, char* scratch) const {
  std::lock_guard lock{mutex_};
  auto begin = std::min<std::size_t>(offset, file.bytes.size());
  auto length = std::min(count, file.bytes.size() - begin);
  std::memcpy(scratch, file.bytes.data() + begin, length);
  *result = {scratch, length};
  return IOStatus::OK();
}

std::size_t simulated_disk::size(const simulated_file& file) const {
  std::lock_guard lock{mutex_};
  return file.bytes.size();
}

std::string simulated_disk::tidy(const std::string& name) {
  std::string tidied;
  for (char each : name) {
    if (each != '/' || tidied.empty() || tidied.back() != '/') tidied += each;
  }
  if (tidied.size() > 1 && tidied.back() == '/') tidied.pop_back();
  return tidied;
}

void simulated_disk::carry_out(const name_change& change, names& on) {
  for (const auto& [name, file] : change) {
    if (file) {
      on[name] = file;
    } else {
      on.erase(name);
    }
  }
}

void simulated_disk::change_names(name_change change) {
  std::lock_guard lock{mutex_};
  carry_out(change, names_);
  unsynced_changes_.push_back(std::move(change));
}

simulated_disk::file simulated_disk::find(const std::string& name) const {
  std::lock_guard lock{mutex_};
  auto found = names_.find(tidy(name));
  return found == names_.end() ? nullptr : found->second;
}

}  // namespace moim::store
