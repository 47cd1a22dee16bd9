#pragma once

#include "domain/matching/tickets/pool_rules.hpp"
#include "store/log_store.hpp"

#include <tl/expected.hpp>

#include <fstream>
#include <mutex>

namespace moim {

/// What a recording of a server's tickets holds, one after the other in MessagePack: [pool, what], then the bytes.
enum class recorded : std::uint8_t {
  rules = 0,   ///< the pool's rules (`pool_rules`), as they were when the recording began
  commit = 1,  ///< a commit of the pool's log, as it lies in the store
};

/// A store that writes down each commit of a pool that has landed, for `moim-sim match --recorded`. The recording is
/// only ever added to, and is for looking at: if it cannot be written it ends, with a line in the log, and nothing
/// else.
class recording_store final : public store::log_store {
 public:
  /// \param to the file; the pools' rules are written to it at once
  /// \return why not, for the operator
  static tl::expected<std::unique_ptr<recording_store>, std::string> open(store::log_store& inner, std::string to,
                                                                          const std::vector<pool_rules>& pools);

  time_ms now() override { return inner_.now(); }
  void append(store::append_request request, store::completion<store::append_result> done) override;
  void read(store::read_request request, store::completion<store::read_result> done) override {
    inner_.read(std::move(request), std::move(done));
  }
  void claim(time_ms now, time_ms lease, std::size_t limit,
             store::completion<std::optional<std::vector<entity_id>>> done) override {
    inner_.claim(now, lease, limit, std::move(done));
  }
  store::following follow(entity_id entity, std::function<void(head)> moved) override {
    return inner_.follow(entity, std::move(moved));
  }
  bool is_shared() const override { return inner_.is_shared(); }
  bool takes_riders() const override { return inner_.takes_riders(); }
  id_secret secret() const override { return inner_.secret(); }
  void cards(std::optional<entity_id> after, std::size_t limit,
             store::completion<std::optional<std::vector<store::stored_card>>> done) override {
    inner_.cards(after, limit, std::move(done));
  }

 private:
  recording_store(store::log_store& inner, std::string to) : inner_{inner}, to_{std::move(to)} {}
  void write(const pool_id& pool, recorded what, const std::string& bytes);

  store::log_store& inner_;
  const std::string to_;
  std::mutex mutex_;
  std::ofstream file_;
};

}  // namespace moim
