#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace moim {

/// A set of at most 64 things, a bit each.
using small_set = std::uint64_t;

/// Chooses the disjoint sets with the greatest total value, by branch and bound.
class disjoint_choice {
 public:
  struct valued_set {
    small_set members = 0;
    std::int64_t value = 0;
  };

  /// \param sets each worth the values of its members
  /// \param values of the things
  /// \param max_steps how many sets may be looked at
  /// \return whether the result is the optimum; else `max_steps` was met, and it is the best that was found
  bool solve(const std::vector<valued_set>& sets, const std::vector<std::int64_t>& values, std::uint32_t max_steps);

  /// The places of the chosen sets.
  const std::vector<std::uint32_t>& chosen() const { return best_; }

 private:
  /// What a branch could still reach.
  struct outlook {
    /// The thing with the fewest sets left.
    std::size_t rarest = 64;
    /// The value if everything that is in some set finds a place.
    std::int64_t bound = 0;
  };

  void branch(std::size_t begin, std::int64_t value);
  outlook look_ahead(std::size_t begin, std::size_t end, std::int64_t value) const;
  void try_each_set_of(small_set thing, std::size_t begin, std::size_t end, std::int64_t value);
  void keep_disjoint(small_set from, std::size_t begin, std::size_t end);
  void spend(std::size_t steps);

  const std::vector<valued_set>* sets_ = nullptr;
  const std::vector<std::int64_t>* values_ = nullptr;
  /// The sets that are still possible, level after level of branching.
  std::vector<std::uint32_t> open_;
  std::vector<std::uint32_t> chosen_;
  std::vector<std::uint32_t> best_;
  std::int64_t best_value_ = 0;
  std::uint32_t steps_left_ = 0;
  bool is_complete_ = true;
};

/// Calls `visit(place)` for each thing in the set, in ascending order.
template <class Visitor>
void for_each_member(small_set of, Visitor&& visit) {
  for (; of != 0; of &= of - 1) visit(static_cast<std::size_t>(std::countr_zero(of)));
}

}  // namespace moim
