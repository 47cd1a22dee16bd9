#pragma once

#include "metrics/cells.hpp"
#include "metrics/labels.hpp"

#include <array>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace moim {

/// All that is said about a metric, once.
struct metric_declaration {
  /// With its unit and suffix, as Prometheus sees it.
  std::string_view name;
  std::string_view help;
  /// What to look at when it is high; empty if a high value is nothing to worry about.
  std::string_view when_high{};
  /// Histograms: the buckets' upper bounds, in nanoseconds for durations.
  std::span<const std::uint64_t> bounds{};
};

/// One dimension of a metric: a label and all the values it can ever have.
struct metric_label {
  std::string_view name;
  std::span<const std::string_view> values;
};

/// A metric with its cells, one for each combination of label values, the last label running fastest.
class metric_family {
 public:
  const metric_declaration& declaration() const { return declaration_; }
  std::string_view type() const { return type_; }
  /// By what a cell's number is multiplied to get the unit in the name.
  double unit() const { return unit_; }
  std::span<const metric_label> labels() const { return labels_; }
  virtual std::size_t size() const = 0;
  /// A counter's or gauge's number, a histogram's sum.
  virtual double value(std::size_t cell) const = 0;
  /// The cell if it is a histogram.
  virtual const histogram* as_histogram(std::size_t cell) const = 0;

 protected:
  metric_family(metric_declaration declaration, std::string_view type, double unit, std::vector<metric_label> labels)
      : declaration_(declaration), type_(type), unit_(unit), labels_(std::move(labels)) {}
  ~metric_family() = default;

 private:
  metric_declaration declaration_;
  std::string_view type_;
  double unit_;
  std::vector<metric_label> labels_;
};

/// The metrics of a catalogue in the order of their declaration.
using metric_list = std::vector<const metric_family*>;

/// What is said about a label: its values are its type's, or `named` if they are known only at the start.
template <class Label>
metric_label label_with(std::span<const std::string_view> named) {
  if constexpr (requires { label_set<Label>::values(); })
    return {label_set<Label>::name, label_set<Label>::values()};
  else
    return {label_set<Label>::name, named};
}

/// `family<counter, append_outcome>`: a counter for each outcome. Call it with the labels' values to get the cell: that
/// is an index into an array, so call sites need not keep references.
template <class Cell, class... Labels>
class family final : public metric_family {
 public:
  /// \param named the values of a label that are known only at the start, which is the first then: the cells that it
  ///   leaves unused are the last
  family(metric_list& all, metric_declaration declaration,
         [[maybe_unused]] std::span<const std::string_view> named = {})
      : metric_family(declaration, Cell::type, Cell::unit, {label_with<Labels>(named)...}),
        cells_(std::make_unique<Cell[]>(count)) {
    if constexpr (std::is_base_of_v<histogram, Cell>)
      for (auto& cell : std::span{cells_.get(), count}) cell.use(declaration.bounds);
    all.push_back(this);
  }
  family(const family&) = delete;
  family& operator=(const family&) = delete;

  Cell& operator()(Labels... values) { return cells_[index(values...)]; }
  const Cell& operator()(Labels... values) const { return cells_[index(values...)]; }

  std::size_t size() const override {
    std::size_t shown = 1;
    for (const auto& label : labels()) shown *= label.values.size();
    return shown;
  }

  double value(std::size_t cell) const override {
    if constexpr (std::is_base_of_v<histogram, Cell>)
      return static_cast<double>(cells_[cell].sum());
    else
      return static_cast<double>(cells_[cell].value());
  }

  const histogram* as_histogram(std::size_t cell) const override {
    if constexpr (std::is_base_of_v<histogram, Cell>)
      return &cells_[cell];
    else
      return nullptr;
  }

 private:
  static constexpr std::size_t count = (std::size_t{1} * ... * label_set<Labels>::size);

  static std::size_t index(Labels... values) {
    std::size_t at = 0;
    ((at = at * label_set<Labels>::size + label_set<Labels>::index(values)), ...);
    // An enum with more values than names would write into other memory. Call sites that name constants pay nothing.
    expects(at < count);
    return at;
  }

  std::unique_ptr<Cell[]> cells_;
};

}  // namespace moim
