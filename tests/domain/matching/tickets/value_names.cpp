#include "domain/matching/tickets/value_names.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

TEST_CASE("a value keeps its number while a ticket names it, and the number is given to the next after that") {
  value_names names;
  std::string short_one = "GAEPO";
  std::string as_long_as_fits(19, 'x');
  std::string long_one(300, 'y');
  auto a = names.acquire(0, short_one);
  auto b = names.acquire(0, as_long_as_fits);
  auto c = names.acquire(0, long_one);
  CHECK(names.acquire(1, short_one) == 0);
  CHECK(names.acquire(0, long_one) == c);
  CHECK(names.name(0, a) == short_one);
  CHECK(names.name(0, b) == as_long_as_fits);
  CHECK(names.name(0, c) == long_one);
  names.release(0, c);
  CHECK(names.acquire(0, long_one) == c);
  names.release(0, a);
  names.release(0, c);
  names.release(0, c);
  CHECK(names.acquire(0, "first after it") == c);
  CHECK(names.acquire(0, "second after it") == a);
  CHECK(names.bound(0) == 3);
  CHECK(names.name(0, c) == "first after it");
}

TEST_CASE("a draft's names are the pool's, and its own beyond them until it is emptied") {
  value_names pool;
  auto known = pool.acquire(0, "known");
  value_names draft{&pool};
  CHECK(draft.acquire(0, "known") == known);
  CHECK(draft.acquire(0, "new") == pool.bound(0));
  CHECK(draft.acquire(2, "of a criterion that the pool has no values of") == 0);
  CHECK(draft.name(0, 1) == "new");
  draft.clear(&pool);
  CHECK(draft.bound(0) == pool.bound(0));
  CHECK(draft.acquire(0, "another") == pool.bound(0));
  CHECK(draft.name(0, 1) == "another");
}

}  // namespace
}  // namespace moim
