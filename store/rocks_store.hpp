#pragma once

#include "store/log_store.hpp"
#include "store/rocks_options.hpp"
#include "store/store_sizes.hpp"

#include <tl/expected.hpp>

namespace moim::store {

/// The embedded store: one process, one directory. An append is answered once it is synced, and all that wait at the
/// same time share a sync. Reads run on the caller's thread. Answers to appends and claims come on the writer's.
class rocks_store final : public log_store {
 public:
  /// Opens the store in `options.path`, or makes it. The error is a sentence for the operator.
  static tl::expected<std::unique_ptr<rocks_store>, std::string> open(rocks_options options);
  /// Answers all that waits, then closes.
  ~rocks_store() override;

  time_ms now() override;
  void append(append_request request, completion<append_result> done) override;
  void read(read_request request, completion<read_result> done) override;
  void claim(time_ms now, time_ms lease, std::size_t limit,
             completion<std::optional<std::vector<entity_id>>> done) override;
  /// Never calls: nobody else writes here, and whoever sends a rider knows it.
  following follow(entity_id entity, std::function<void(head)> moved) override;
  void warm(const entity_id& entity) override;
  bool is_shared() const override { return false; }
  bool takes_riders() const override { return true; }
  id_secret secret() const override;
  void cards(std::optional<entity_id> after, std::size_t limit,
             completion<std::optional<std::vector<stored_card>>> done) override;

  /// Makes a copy of the store as of now in `path`, which must not exist; a backup, to be opened like the original.
  /// Files that no longer change are hard-linked, so on the same disk it is quick. The error is for the operator.
  tl::expected<void, std::string> checkpoint(const std::string& path);

  /// When the earliest wake-up of all is; nothing if there is none, or if it cannot be read. Safe from any thread.
  std::optional<time_ms> next_wake();

  /// For metrics. Safe from any thread; lists a directory, so not for every append.
  store_sizes sizes();

 private:
  struct parts;
  explicit rocks_store(std::unique_ptr<parts> opened);
  void read_failed(const std::string& what);

  std::unique_ptr<parts> parts_;
};

}  // namespace moim::store
