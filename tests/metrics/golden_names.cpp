#include "metrics/catalogue.hpp"
#include "tests/support/kept_file.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

std::string line_of(const metric_family& family) {
  std::string line{family.declaration().name};
  line += " " + std::string{family.type()};
  for (const auto& label : family.labels()) line += " " + std::string{label.name};
  return line + "\n";
}

TEST_CASE("no metric changes its name, type or labels unnoticed: dashboards and alerts rest on them") {
  catalogue metrics{"test"};
  std::string listing;
  for (const auto* family : metrics.all()) listing += line_of(*family);
  CHECK(test::differs_from_kept("tests/metrics/golden_names.txt", listing) == "");
}

TEST_CASE("every histogram has buckets and nothing else does") {
  catalogue metrics{"test"};
  for (const auto* family : metrics.all()) {
    INFO(family->declaration().name);
    CHECK(family->declaration().bounds.empty() == (family->as_histogram(0) == nullptr));
  }
}

}  // namespace
}  // namespace moim
