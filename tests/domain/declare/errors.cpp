#include "domain/declare/errors.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace moim;

TEST_CASE("every error has its own stable name, a sentence and a way back from the name") {
  std::set<std::string_view> names;
  for (const auto& row : all_errors()) {
    CHECK(names.insert(row.name).second);
    CHECK(row.meaning.ends_with('.'));
    CHECK(error_named(row.name) == row.code);
    CHECK(describe(row.code).name == row.name);
    CHECK_FALSE(to_text(row.retry).empty());
    CHECK_FALSE(to_text(row.group).empty());
    CHECK(describe(row.group).ends_with('.'));
  }
  CHECK_FALSE(error_named("no_such_error"));
}
