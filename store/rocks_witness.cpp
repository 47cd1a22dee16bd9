#include "store/rocks_witness.hpp"

#include "store/rocks_keys.hpp"

namespace moim::store::rocks {
namespace {

constexpr std::size_t slot_size = 4 * number_size;
constexpr std::size_t slots = 2;
constexpr std::uint64_t slot_begin = 0x6d6f696d'73796e63;  // "moimsync"

std::string name_in(const std::string& directory) { return directory + "/SYNCED"; }

std::uint64_t check_of(std::uint64_t turn, std::uint64_t change) { return mix64(change ^ mix64(turn ^ slot_begin)); }

fixed_key<slot_size> slot_of(std::uint64_t turn, std::uint64_t change) {
  fixed_key<slot_size> slot;
  char* to = slot.bytes.data();
  for (auto number : {slot_begin, turn, change, check_of(turn, change)}) {
    put_number(to, number);
    to += number_size;
  }
  return slot;
}

}  // namespace

std::optional<std::uint64_t> synced_witness::read(rocksdb::Env& env, const std::string& directory) {
  std::string bytes;
  if (!rocksdb::ReadFileToString(&env, name_in(directory), &bytes).ok()) return std::nullopt;
  std::optional<std::uint64_t> newest;
  std::uint64_t newest_turn = 0;
  for (std::size_t at = 0; at + slot_size <= bytes.size() && at < slots * slot_size; at += slot_size) {
    const char* slot = bytes.data() + at;
    auto turn = get_number(slot + number_size);
    auto change = get_number(slot + 2 * number_size);
    bool whole = get_number(slot) == slot_begin && get_number(slot + 3 * number_size) == check_of(turn, change);
    if (!whole || turn < newest_turn) continue;
    newest = change;
    newest_turn = turn;
  }
  return newest;
}

tl::expected<std::unique_ptr<synced_witness>, rocksdb::Status> synced_witness::begin(rocksdb::Env& env,
                                                                                     const std::string& directory,
                                                                                     std::uint64_t change) {
  auto slot = slot_of(1, change);
  std::string both(slot_size, '\0');
  both.append(slot.bytes.data(), slot_size);
  auto made = name_in(directory) + ".new";
  // Under another name first: whatever happens in between, one of the two files is whole.
  auto status = rocksdb::WriteStringToFile(&env, both, made, true);
  if (status.ok()) status = env.RenameFile(made, name_in(directory));
  std::unique_ptr<rocksdb::RandomRWFile> file;
  if (status.ok()) status = env.NewRandomRWFile(name_in(directory), &file, rocksdb::EnvOptions{});
  if (!status.ok()) return tl::unexpected(status);
  return std::unique_ptr<synced_witness>{new synced_witness{std::move(file)}};
}

void synced_witness::write(std::uint64_t change) {
  ++turn_;
  // A witness that could not be written proves less, and nothing wrong.
  file_->Write((turn_ % slots) * slot_size, slot_of(turn_, change)).PermitUncheckedError();
}

void synced_witness::sync() { file_->Sync().PermitUncheckedError(); }

}  // namespace moim::store::rocks
