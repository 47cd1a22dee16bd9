#include "sim/load/hdr_histogram.hpp"

#include "sim/scenarios/random_source.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace moim::load;

namespace {

std::uint64_t exact_quantile(const std::vector<std::uint64_t>& sorted, double share) {
  auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
  return sorted[std::max<std::size_t>(rank, 1) - 1];
}

}  // namespace

TEST_CASE("every quantile is the exact one to three significant digits, over nine orders of magnitude") {
  moim::sim::random_source random{7};
  std::vector<std::uint64_t> values;
  hdr_histogram measured;
  for (int i = 0; i < 200'000; ++i) {
    auto value = static_cast<std::uint64_t>(std::pow(10.0, random.share() * 9.5));
    values.push_back(value);
    measured.add(value);
  }
  std::sort(values.begin(), values.end());
  for (double share : {0.0, 0.001, 0.25, 0.5, 0.9, 0.99, 0.999, 0.9999, 1.0}) {
    auto exact = static_cast<double>(exact_quantile(values, share));
    CHECK(static_cast<double>(measured.quantile(share)) >= exact);
    CHECK(static_cast<double>(measured.quantile(share)) <= exact * 1.001);
  }
  CHECK(measured.count() == values.size());
  CHECK(measured.min() == values.front());
  CHECK(measured.greatest() == values.back());
}

TEST_CASE("values below 2048 are exact") {
  hdr_histogram measured;
  for (std::uint64_t value = 1; value <= 2'047; ++value) measured.add(value);
  CHECK(measured.quantile(0.5) == 1'024);
  CHECK(measured.quantile(1) == 2'047);
  CHECK(measured.mean() == Approx(1'024));
}

TEST_CASE("a value above the highest counts as the highest") {
  hdr_histogram measured;
  measured.add(~std::uint64_t{0});
  CHECK(measured.quantile(0.5) == hdr_histogram::highest);
}

TEST_CASE("an empty histogram has no quantiles") {
  hdr_histogram measured;
  CHECK(measured.quantile(0.99) == 0);
  CHECK(measured.mean() == 0);
  CHECK(measured.min() == 0);
}

TEST_CASE("two histograms added are one of all their values") {
  hdr_histogram both, left, right;
  for (std::uint64_t value = 1; value < 100'000; value += 7) {
    (value % 2 == 0 ? left : right).add(value);
    both.add(value);
  }
  left.add(right);
  CHECK(left.count() == both.count());
  for (double share : {0.1, 0.5, 0.99}) CHECK(left.quantile(share) == both.quantile(share));
}
