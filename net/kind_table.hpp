#pragma once

#include "domain/protocol.hpp"

namespace moim {

/// The kinds that rooms can be created of. Does not change while the server runs.
class kind_table {
 public:
  explicit kind_table(std::vector<kind> kinds);

  /// Null if there is no such kind.
  const kind* find(std::string_view key) const;
  /// The answer of `kind.list`: by name.
  const kind_list& all() const { return all_; }

 private:
  kind_list all_;
};

}  // namespace moim
