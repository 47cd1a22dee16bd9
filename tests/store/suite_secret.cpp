#include "tests/store/suite.hpp"

#include <catch2/catch.hpp>

using namespace moim;
using namespace moim::store;

TEMPLATE_LIST_TEST_CASE("a store has a secret, and keeps it", "[store]", every_backend) {
  TestType backend;
  auto secret = backend.get().secret();
  CHECK((secret != id_secret{}));
  fill(backend.get(), numbered(1), 2);
  CHECK((backend.get().secret() == secret));
  backend.reopen();
  CHECK((backend.get().secret() == secret));
}
