#include "app/recording_store.hpp"

#include "store/storage_codec.hpp"

#include <msgpack.hpp>
#include <spdlog/spdlog.h>

#include <filesystem>

namespace moim {

tl::expected<std::unique_ptr<recording_store>, std::string> recording_store::open(
    store::log_store& inner, std::string to, const std::vector<pool_rules>& pools) {
  std::unique_ptr<recording_store> made{new recording_store{inner, std::move(to)}};
  made->file_.open(made->to_, std::ios::binary | std::ios::app);
  // A new one is by the process's mask; one of before may be open to everybody.
  std::error_code failed;
  using std::filesystem::perms;
  std::filesystem::permissions(made->to_, perms::owner_read | perms::owner_write, failed);
  if (failed && made->file_.is_open())
    spdlog::warn("cannot close {} to other users ({}): chmod 600 it", made->to_, failed.message());
  for (const auto& each : pools) made->write(id_of(each), recorded::rules, store::encode_stored(each));
  if (!made->file_.is_open())
    return tl::unexpected{"cannot write --record-tickets " + made->to_ +
                          ": its directory has to be there, and this user may write to it"};
  return made;
}

void recording_store::append(store::append_request request, store::completion<store::append_result> done) {
  if (request.entity.type != entity_type::pool || request.record.empty())
    return inner_.append(std::move(request), std::move(done));
  pool_id pool{request.entity.high, request.entity.low};
  auto record = request.record;
  inner_.append(std::move(request), [this, pool, record = std::move(record), done = std::move(done)](auto result) {
    if (std::holds_alternative<store::committed>(result)) write(pool, recorded::commit, record);
    done(std::move(result));
  });
}

void recording_store::write(const pool_id& pool, recorded what, const std::string& bytes) {
  std::lock_guard lock{mutex_};
  if (!file_.is_open()) return;
  msgpack::packer pack{file_};
  pack.pack(std::tuple{to_text(pool), static_cast<unsigned>(what)});
  pack.pack_bin(static_cast<std::uint32_t>(bytes.size()));
  pack.pack_bin_body(bytes.data(), static_cast<std::uint32_t>(bytes.size()));
  if (file_.flush()) return;
  spdlog::warn("cannot write {}: the recording of tickets ends here; the server goes on", to_);
  file_.close();
}

}  // namespace moim
