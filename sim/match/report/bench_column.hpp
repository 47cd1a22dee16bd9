#pragma once

#include "sim/match/oracles/group_scores.hpp"

#include <span>
#include <string>

namespace moim::sim {

/// What one matcher, or one set of rules, made of the tickets of a recording: a column of the bench's table.
struct bench_column {
  std::string name;
  match_outcome outcome;
  group_scores scores;
  /// Whether it is the production matcher, which counts its steps, and how and why tickets end.
  bool is_ours = true;
};

/// One row of the bench's table: a number for each column, where there is one.
struct bench_figure {
  enum class good { more, less, neither };
  std::string label;
  std::string unit;
  int decimals = 0;
  good better = good::neither;
  std::vector<std::optional<double>> values;

  std::string text(std::size_t column) const;
  /// How much one of two columns differs from the other, the `base`, in per cent of it; of percentages in points.
  std::string difference(std::size_t base) const;
  /// 1 if that difference is good news, -1 if bad, 0 if neither.
  int mood(std::size_t base) const;
};

/// All that is told of the columns, in the order in which it is told. Rows that are 0 everywhere are left out if they
/// are about what rarely happens.
std::vector<bench_figure> figures_of(std::span<const bench_column> columns);

}  // namespace moim::sim
