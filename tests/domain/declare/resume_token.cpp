#include "domain/declare/resume_token.hpp"

#include <catch2/catch.hpp>

using namespace moim;

TEST_CASE("a resume token survives its text form") {
  CHECK(to_text(head{17, 0xabc}) == "17-0000000000000abc");
  CHECK(parse_resume_token("17-0000000000000abc") == head{17, 0xabc});
  CHECK(parse_resume_token(to_text(head{~0ULL, ~0ULL})) == head{~0ULL, ~0ULL});
}

TEST_CASE("anything else is not a resume token") {
  for (auto text : {"", "-", "17", "17-", "17-abc", "x-0000000000000abc", "17-0000000000000abg", "17-00000000000000abc",
                    "-1-0000000000000abc", "99999999999999999999-0000000000000abc"})
    CHECK_FALSE(parse_resume_token(text));
}
