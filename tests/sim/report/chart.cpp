#include "sim/report/chart.hpp"

#include "sim/report/axis.hpp"
#include "sim/report/page.hpp"

#include <catch2/catch.hpp>

namespace moim::sim {
namespace {

TEST_CASE("an axis has a handful of round marks, whatever the range") {
  for (double max : {1e-3, 0.7, 1.0, 3.0, 9.99, 10.0, 47.0, 1234.0, 8e6}) {
    auto scale = scale_for(0, max, axis_unit::plain);
    auto marks = (scale.to - scale.from) / scale.step;
    INFO(max);
    CHECK(scale.to >= max);
    CHECK(scale.from <= 0);
    CHECK(marks >= 2);
    CHECK(marks <= 7);
  }
}

TEST_CASE("the marks of a time axis are in one unit") {
  auto scale = scale_for(0, 300'000, axis_unit::duration, true);
  CHECK(scale.step == 60'000);
  CHECK(scale.text(60'000) == "1 min");
  CHECK(scale.text(240'000) == "4 min");
  CHECK(scale_for(0, 60'000, axis_unit::duration).text(15'000) == "15 s");
}

TEST_CASE("a range of nothing is drawn all the same") {
  auto scale = scale_for(5, 5, axis_unit::plain);
  CHECK(scale.from <= 5);
  CHECK(scale.to > scale.from);
  CHECK(draw(line_chart{}).find("nan") == std::string::npos);
  CHECK(draw(bar_chart{}).find("nan") == std::string::npos);
}

TEST_CASE("thinned points keep the first and the last") {
  std::vector<chart_point> points;
  for (int i = 0; i < 1000; ++i) points.push_back({double(i), 0});
  auto few = thinned(points, 10);
  REQUIRE(few.size() == 10);
  CHECK(few.front().x == 0);
  CHECK(few.back().x == 999);
}

TEST_CASE("names cannot break out of a page") {
  auto text = draw(html_table{{"<b>"}, {{"\"&", "</td>"}}});
  CHECK(text.find("<b>") == std::string::npos);
  CHECK(text.find("&quot;&amp;") != std::string::npos);
  CHECK(text.find("&lt;/td&gt;") != std::string::npos);
}

}  // namespace
}  // namespace moim::sim
