#include "sim/report/chart.hpp"

#include "sim/report/axis.hpp"
#include "sim/report/page.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace moim::sim {
namespace {

// Narrow, so that its letters can be read on a phone, where the whole is shrunk to the screen.
constexpr double width = 480;
constexpr double height = 276;
constexpr double left = 52;
constexpr double right = width - 14;
constexpr double top = 30;
constexpr double bottom = height - 42;

double x_of(double share) { return left + share * (right - left); }
double y_of(double share) { return bottom - share * (bottom - top); }

template <class Series>
std::string legend(const std::vector<Series>& series) {
  if (series.size() < 2) return {};
  std::string out = "<p class=\"legend\">";
  for (std::size_t i = 0; i < series.size(); ++i)
    out += fmt::format("<span><span class=\"key k{}\"></span>{}</span>", i % 6, html_text(series[i].name));
  return out + "</p>\n";
}

std::string begin(const std::string& title) {
  return fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">\n", width, height, html_text(title));
}

std::string y_axis(const chart_axis& axis, const axis_scale& scale) {
  auto out = fmt::format("<text x=\"2\" y=\"12\">{}</text>\n", html_text(axis.label));
  for (auto at = scale.from; at <= scale.to + scale.step / 1e3; at += scale.step) {
    auto y = y_of(scale.place(at));
    out += fmt::format("<line class=\"grid\" x1=\"{}\" x2=\"{}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/>", left, right, y, y);
    out += fmt::format("<text class=\"end\" x=\"{}\" y=\"{:.1f}\">{}</text>\n", left - 6, y + 4, scale.text(at));
  }
  return out;
}

std::string x_label(const std::string& label) {
  return fmt::format("<text class=\"end\" x=\"{}\" y=\"{}\">{}</text>\n", right, height - 6, html_text(label));
}

std::string x_axis(const chart_axis& axis, const axis_scale& scale) {
  auto out =
      fmt::format("<line class=\"axis\" x1=\"{}\" x2=\"{}\" y1=\"{}\" y2=\"{}\"/>\n", left, right, bottom, bottom);
  for (auto at = scale.from; at <= scale.to + scale.step / 1e3; at += scale.step) {
    auto x = x_of(scale.place(at));
    // The last one would run over the rim.
    out += fmt::format("<text class=\"{}\" x=\"{:.1f}\" y=\"{}\">{}</text>\n", x > right - 16 ? "end" : "middle",
                       x > right - 16 ? width - 2 : x, bottom + 17, scale.text(at));
  }
  return out + x_label(axis.label);
}

std::string line(const chart_series& series, std::size_t colour, const axis_scale& x, const axis_scale& y) {
  auto out = fmt::format("<polyline class=\"s{}\" points=\"", colour % 6);
  double last_y = 0;
  bool any = false;
  for (const auto& each : series.points) {
    auto at_x = x_of(x.place(each.x));
    auto at_y = y_of(y.place(each.y));
    if (series.is_stepped && any) out += fmt::format("{:.1f},{:.1f} ", at_x, last_y);
    out += fmt::format("{:.1f},{:.1f} ", at_x, at_y);
    last_y = at_y;
    any = true;
  }
  out += "\"/>\n";
  if (!series.is_marked) return out;
  for (const auto& each : series.points)
    out += fmt::format("<circle class=\"f{}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\"><title>{}: {}, {}</title></circle>\n",
                       colour % 6, x_of(x.place(each.x)), y_of(y.place(each.y)), html_text(series.name), x.text(each.x),
                       y.text(each.y));
  return out;
}

}  // namespace

std::string draw(const line_chart& chart) {
  double least_x = 0;
  double most_x = 0;
  double most_y = 0;
  bool any = false;
  for (const auto& series : chart.series)
    for (const auto& each : series.points) {
      least_x = any ? std::min(least_x, each.x) : each.x;
      most_x = any ? std::max(most_x, each.x) : each.x;
      most_y = std::max(most_y, each.y);
      any = true;
    }
  auto x = scale_for(least_x, most_x, chart.x.unit, true);
  auto y = chart.y.unit == axis_unit::share && most_y <= 1 && most_y > 0.5 ? axis_scale{0, 1, 0.2, axis_unit::share}
                                                                           : scale_for(0, most_y, chart.y.unit);
  auto out = legend(chart.series) + begin(chart.title) + y_axis(chart.y, y) + x_axis(chart.x, x);
  // The first series lies on top.
  for (auto i = chart.series.size(); i-- > 0;) out += line(chart.series[i], i, x, y);
  return out + "</svg>\n";
}

std::string draw(const bar_chart& chart) {
  double max = 0;
  for (const auto& series : chart.series)
    for (auto each : series.values) max = std::max(max, each);
  auto y = scale_for(0, max, chart.y.unit);
  auto out = legend(chart.series) + begin(chart.title) + y_axis(chart.y, y);
  auto slot = (right - left) / static_cast<double>(std::max<std::size_t>(chart.categories.size(), 1));
  auto bar = std::min(slot * 0.8 / static_cast<double>(std::max<std::size_t>(chart.series.size(), 1)), 44.0);
  // Not every label of many has room.
  auto every = chart.categories.size() / 12 + 1;
  for (std::size_t i = 0; i < chart.categories.size(); ++i) {
    auto middle = left + slot * (static_cast<double>(i) + 0.5);
    auto from = middle - bar * static_cast<double>(chart.series.size()) / 2;
    for (std::size_t k = 0; k < chart.series.size(); ++k) {
      auto value = chart.series[k].values[i];
      auto at = y_of(y.place(value));
      out += fmt::format(
          "<rect class=\"f{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" rx=\"2\"><title>{} · {}: "
          "{}</title></rect>\n",
          k % 6, from + bar * static_cast<double>(k) + 0.5, at, bar - 1, bottom - at, html_text(chart.series[k].name),
          html_text(chart.categories[i]), y.text(value));
    }
    if (i % every == 0)
      out += fmt::format("<text class=\"middle\" x=\"{:.1f}\" y=\"{}\">{}</text>\n", middle, bottom + 17,
                         html_text(chart.categories[i]));
  }
  out += fmt::format("<line class=\"axis\" x1=\"{}\" x2=\"{}\" y1=\"{}\" y2=\"{}\"/>\n", left, right, bottom, bottom);
  return out + x_label(chart.x_label) + "</svg>\n";
}

std::vector<chart_point> thinned(const std::vector<chart_point>& points, std::size_t max) {
  if (points.size() <= max || max < 2) return points;
  std::vector<chart_point> out;
  for (std::size_t i = 0; i < max; ++i) out.push_back(points[i * (points.size() - 1) / (max - 1)]);
  return out;
}

}  // namespace moim::sim
