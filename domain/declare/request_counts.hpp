#pragma once

#include "domain/declare/ids.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace moim {

/// Counts the requests of each person in a memory of requests, exactly of those only who may have more than `many`.
/// It costs a counter per eight requests: people share counters, and nobody has more than their counter says.
class request_counts {
 public:
  explicit request_counts(std::uint32_t many) : many_(many) {}

  /// Whether there are too few counters for so many requests: counting has to begin again.
  bool is_outgrown(std::size_t requests) const { return requests > 32 * cells_.size(); }
  /// Counts from nothing: every request is to be added again, then `end` is called.
  void begin(std::size_t requests);
  void end();
  void clear() { cells_.clear(); }

  void add(const user_id& user);
  void remove(const user_id& user);

  /// Whether the person may have more than `many`.
  bool may_be_many(const user_id& user) const { return cells_[cell_of(user)] > many_; }
  /// The person's exact number; nothing if it was never told.
  std::optional<std::uint32_t> of(const user_id& user) const;
  /// Tells the person's number; from here on it is kept up to date.
  std::uint32_t tell(const user_id& user, std::uint32_t requests);

 private:
  struct exact {
    user_id user;
    std::uint32_t requests = 0;
  };

  std::size_t cell_of(const user_id& user) const {
    return mix64(user.high ^ (user.low * 0x9e3779b97f4a7c15ULL)) & (cells_.size() - 1);
  }
  /// The place of the first entry that is not before `user`.
  std::size_t position(const user_id& user) const;
  bool is_at(std::size_t place, const user_id& user) const {
    return place < exact_.size() && exact_[place].user == user;
  }

  std::uint32_t many_;
  /// A power of two of them, or none.
  std::vector<std::uint32_t> cells_;
  /// Ordered by person.
  std::vector<exact> exact_;
};

}  // namespace moim
