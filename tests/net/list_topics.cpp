#include "net/list_topics.hpp"

#include <catch2/catch.hpp>

namespace moim::list_topics_cases {

TEST_CASE("a list has its followers in their order, and is forgotten with the last") {
  list_topics topics;
  for (session_number session : {5, 2, 9}) topics.add(1, session);
  topics.add(2, 7);
  CHECK(topics.of(1) == std::vector<session_number>{2, 5, 9});
  topics.remove(1, 5);
  topics.remove(1, 6);
  topics.remove(3, 6);
  CHECK(topics.of(1) == std::vector<session_number>{2, 9});
  CHECK(topics.of(3).empty());
  topics.remove(2, 7);
  CHECK(topics.size() == 1);
}

}  // namespace moim::list_topics_cases
