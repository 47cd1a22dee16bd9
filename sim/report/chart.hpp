#pragma once

#include <string>
#include <vector>

/// Charts as inline SVG, coloured by the style sheet of `html_page`.
namespace moim::sim {

/// How the numbers along an axis are written: as they are, as a share of 1, or as milliseconds.
enum class axis_unit { plain, share, duration };

struct chart_axis {
  std::string label;
  axis_unit unit = axis_unit::plain;
};

struct chart_point {
  double x = 0;
  double y = 0;
};

struct chart_series {
  std::string name;
  std::vector<chart_point> points;
  /// From one point to the next the value stays as it was.
  bool is_stepped = false;
  /// Each point is marked, and tells its numbers when it is pointed at.
  bool is_marked = false;
};

/// One line per series, at most six; both axes begin at 0, or at the least x.
struct line_chart {
  std::string title;
  chart_axis x;
  chart_axis y;
  std::vector<chart_series> series;
};
std::string draw(const line_chart& chart);

struct bar_series {
  std::string name;
  /// One for each category.
  std::vector<double> values;
};

/// Bars side by side, one per series in each category.
struct bar_chart {
  std::string title;
  std::string x_label;
  chart_axis y;
  std::vector<std::string> categories;
  std::vector<bar_series> series;
};
std::string draw(const bar_chart& chart);

/// About `max` of the points, the first and the last among them, so that a page stays small.
std::vector<chart_point> thinned(const std::vector<chart_point>& points, std::size_t max);

/// "12 s", "2.5 min", "3 h": milliseconds for people.
std::string duration_text(double ms);

}  // namespace moim::sim
