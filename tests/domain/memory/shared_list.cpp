#include "domain/memory/shared_list.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace moim {
namespace {

TEST_CASE("copies of a list are one list until one of them is changed") {
  shared_list<std::string> first;
  CHECK(first.empty());
  first.push_back("a");
  auto second = first;
  CHECK(&second[0] == &first[0]);
  second.push_back("b");
  CHECK(first.get() == std::vector<std::string>{"a"});
  CHECK(second.get() == std::vector<std::string>{"a", "b"});
  CHECK(second.size() == 2);
}

TEST_CASE("who holds a list alone changes it where it lies") {
  shared_list<int> list;
  list.own().reserve(8);
  list.push_back(1);
  const auto* where = &list[0];
  {
    auto copy = list;
    CHECK(copy == list);
  }
  list.push_back(2);
  CHECK(&list[0] == where);
}

TEST_CASE("lists are equal by what is in them") {
  shared_list<int> one, other, none;
  one.push_back(1);
  other.push_back(1);
  CHECK(one == other);
  CHECK_FALSE(one == none);
  none.own();
  CHECK(none == shared_list<int>{});
}

}  // namespace
}  // namespace moim
