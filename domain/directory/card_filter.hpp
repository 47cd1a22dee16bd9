#pragma once

#include "domain/directory/card_index.hpp"
#include "domain/directory/card_query.hpp"

namespace moim {

/// Whether a card is one of those that a query asks for, whatever way it was come upon.
class card_filter {
 public:
  /// `index` and `query` outlive it.
  card_filter(const card_index& index, const card_query& query)
      : index_{index}, query_{query}, strata_{index.strata(query.kind, query.phase, query.free_seats > 0)} {}

  const std::vector<std::uint32_t>& strata() const { return strata_; }
  bool suits(slot which) const;
  /// Where a card that suits lies in the order of the query.
  list_place place(slot which) const;
  /// How far a card with a point is from the query's.
  double distance(slot which) const { return distance_m(query_.near->centre(), index_.cards().facts(which).point); }

 private:
  bool is_in_time(const card_facts& card) const;
  bool has_words(slot which) const;

  const card_index& index_;
  const card_query& query_;
  std::vector<std::uint32_t> strata_;  // in order
};

/// Where a card at a distance lies in the order by distance.
list_place place_at(double distance_m, const card_facts& card);

}  // namespace moim
