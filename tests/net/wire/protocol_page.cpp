#include "net/wire/protocol_page.hpp"

#include "tests/support/kept_file.hpp"

#include <catch2/catch.hpp>

TEST_CASE("the protocol page is what the declarations say", "[kept]") {
  CHECK(moim::test::differs_from_kept("docs/protocol.md", moim::protocol_page()) == "");
}
