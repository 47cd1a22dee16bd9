#pragma once

#include "domain/matching/index/choice.hpp"
#include "domain/matching/index/key_plan.hpp"
#include "domain/matching/index/posting_table.hpp"

namespace moim {

/// The tickets of a pool, or of a draft on it, with their index. They change one by one. At any time the
/// index is what it would be if it were built anew from the tickets (`index_equals_rebuilt`).
class ticket_table {
 public:
  /// \param under the names of the pool that this is a draft on
  explicit ticket_table(const pool_kind& kind, const value_names* under = nullptr);

  static constexpr slot nowhere = ~slot{0};

  /// Takes a ticket in; it is found by ids, but not by searches before `file`.
  slot add(profile of, age_rank age);
  /// Lets searches find it.
  void file(slot which);
  /// Hides it from searches.
  void unfile(slot which);
  bool is_filed(slot which) const { return filed_[which]; }
  /// How many tickets searches find.
  std::size_t filed() const { return filed_count_; }
  void remove(slot which);
  /// Replaces a ticket's wishes and releases the names of the old ones. The age stays.
  void replace(slot which, profile by);
  /// Forgets everything, keeps the memory; from now on a draft on another pool's names.
  void clear(const value_names* under);

  const profile& at(slot which) const { return profiles_[which]; }
  const signature& signature_of(slot which) const { return signatures_[which]; }
  age_rank age(slot which) const { return ages_[which]; }
  std::optional<slot> find(const ticket_id& id) const;
  /// The ticket by which this person waits: not that of a room in which they sit.
  std::optional<slot> find_user(const user_id& user) const;
  /// Calls `is_it(slot)` for each ticket of that person until it says yes.
  template <class Predicate>
  bool any_of_user(const user_id& user, Predicate&& is_it) const {
    return by_user_.find(std::hash<user_id>{}(user), [&](slot which) { return has_user(which, user) && is_it(which); })
        .has_value();
  }

  /// From the oldest to the newest: `for (s = oldest(); s != nowhere; s = newer(s))`.
  slot oldest() const { return oldest_; }
  slot newer(slot which) const { return links_[which].newer; }
  std::size_t size() const { return size_; }
  /// All slots are less; some may be empty.
  std::size_t slots() const { return profiles_.size(); }

  value_names& names() { return names_; }
  const value_names& names() const { return names_; }
  const signature_layout& layout() const { return layout_; }

  std::size_t plans() const { return plans_.size(); }
  /// By one plan: the lists that may hold a ticket that suits `of`. False if too many. `keys` is scratch.
  bool probe(std::size_t plan, const profile& of, std::vector<std::uint64_t>& keys,
             std::vector<std::span<const slot>>& lists, std::size_t& total) const;

  /// Counts a ticket among the recent ones, whether it waits or not: what came is what will come.
  void remember(const signature& of);
  void remember(const ticket& of);
  /// Sets a ticket's share by how many of the recent ones suit it.
  void measure_share(slot which);
  void set_share(slot which, float share) { signatures_[which].share = share; }
  /// How many tickets came in so long a time lately; 0 if that is not known yet.
  double arrivals_in(time_ms span_ms) const;

  /// Whether index, ages and ids are what they would be if they were built anew.
  bool index_equals_rebuilt() const;
  std::size_t bytes() const;

 private:
  struct link {
    slot older = nowhere;
    slot newer = nowhere;
  };
  struct filed_plan {
    key_plan plan;
    posting_table postings;
    std::vector<pattern_use> patterns;
  };

  bool has_user(slot which, const user_id& user) const;
  void link_in(slot which);
  void unlink(slot which);

  signature_layout layout_;
  value_names names_;
  slab<signature> signatures_;
  slab<profile> profiles_;
  slab<age_rank> ages_;
  slab<link> links_;
  slab<bool> filed_;
  std::vector<slot> free_;
  slot oldest_ = nowhere;
  slot newest_ = nowhere;
  std::size_t size_ = 0;
  std::size_t filed_count_ = 0;
  slot_lookup by_id_;
  slot_lookup by_user_;
  std::vector<filed_plan> plans_;
  /// The signatures of the last tickets that came.
  std::vector<signature> recent_;
  std::size_t next_recent_ = 0;
  std::vector<std::uint64_t> keys_;
};

}  // namespace moim
