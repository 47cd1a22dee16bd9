#include "sim/match/report/match_report.hpp"

#include <catch2/catch.hpp>

namespace moim::sim {
namespace {

pool_kind kind_of_three() {
  pool_kind kind;
  kind.criteria = {{"when", criterion_type::window, false},
                   {"where", criterion_type::radius, false},
                   {"age", criterion_type::spread, false}};
  return kind;
}

std::string told_of(std::size_t rule, double missing) {
  explanation told;
  told.nearest = {{rule, missing}};
  auto text = text_of(told, kind_of_three(), 0);
  return text.substr(text.find("near: ") + 6);
}

TEST_CASE("whoever has the file is told what is missing in units that people know") {
  CHECK(told_of(0, 20 * minute_ms - 1) == "when 20 min short\n");
  CHECK(told_of(0, 1'500) == "when 1.5 s short\n");
  CHECK(told_of(1, 999.2) == "where 1000 m too far\n");
  CHECK(told_of(1, 1'290) == "where 1.3 km too far\n");
  CHECK(told_of(2, 2'500) == "age 2.5 too far apart\n");
  CHECK(told_of(2, 3'000) == "age 3 too far apart\n");
}

TEST_CASE("what a step opens is told by how many more would suit") {
  explanation told;
  told.suiting = 2;
  told.steps = {{30'000, 5, true}, {60'000, 1, false}};
  auto text = text_of(told, kind_of_three(), 10'000);
  CHECK(text.find("in 20 s it asks for less: +3 suit, a group would form now\n") != std::string::npos);
  CHECK(text.find("in 50 s it asks for less: -1 suit, a group would not form now\n") != std::string::npos);
}

}  // namespace
}  // namespace moim::sim
