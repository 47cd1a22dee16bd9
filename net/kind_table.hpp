#pragma once

#include "domain/protocol.hpp"

#include <memory>
#include <unordered_map>

namespace moim {

/// The kinds that rooms can be created of, and the pools that tickets can be submitted to. Does not change while the
/// server runs.
class kind_table {
 public:
  /// \param pools no two of them with one `pool_number`
  explicit kind_table(std::vector<kind> kinds, std::vector<pool_rules> pools = {});

  /// Null if there is no such kind.
  const kind* find(std::string_view key) const;
  /// The answer of `kind.list`: by name.
  const kind_list& all() const { return all_; }

  /// Null if the kind has no pool for that region.
  std::shared_ptr<const pool_rules> find_pool(std::string_view kind, std::string_view region) const;
  /// The pool that a ticket was submitted to; nothing if it is none of these.
  std::optional<pool_id> pool_of(const ticket_id& ticket) const;
  /// Those of the pools that have to know whose people are connected.
  std::vector<pool_id> attended_pools() const;
  /// The answer of `pool.list`: by kind and region.
  const pool_list& pools() const { return pools_; }

 private:
  kind_list all_;
  pool_list pools_;
  std::vector<std::shared_ptr<const pool_rules>> rules_;
  std::unordered_map<std::uint32_t, pool_id> by_number_;
};

}  // namespace moim
