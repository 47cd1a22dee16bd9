#include "net/session/open_batches.hpp"

#include <catch2/catch.hpp>

namespace moim::test {
namespace {

using texts = std::vector<std::string>;

TEST_CASE("a batch's answers come in the order of their places once the last is there") {
  open_batches batches;
  auto batch = batches.begin(3);
  CHECK(batch != 0);
  CHECK_FALSE(batches.add({batch, 2}, "third"));
  CHECK_FALSE(batches.add({batch, 0}, "first"));
  CHECK(batches.bytes() == 10);
  CHECK(batches.add({batch, 1}, "second") == texts{"first", "second", "third"});
  CHECK(batches.bytes() == 0);
}

TEST_CASE("batches do not wait for each other") {
  open_batches batches;
  auto slow = batches.begin(2);
  auto fast = batches.begin(1);
  CHECK(slow != fast);
  CHECK_FALSE(batches.add({slow, 0}, "a"));
  CHECK(batches.add({fast, 0}, "b") == texts{"b"});
  CHECK(batches.bytes() == 1);
  CHECK(batches.add({slow, 1}, "c") == texts{"a", "c"});
}

TEST_CASE("a batch without answers is over, and has a number all the same") {
  open_batches batches;
  auto none = batches.begin(0);
  auto next = batches.begin(1);
  CHECK(none != 0);
  CHECK(next != none);
  CHECK(batches.add({next, 0}, "a") == texts{"a"});
}

TEST_CASE("batches that are given up hold nothing") {
  open_batches batches;
  batches.add({batches.begin(2), 0}, "answer");
  batches.clear();
  CHECK(batches.bytes() == 0);
  CHECK(batches.add({batches.begin(1), 0}, "new") == texts{"new"});
}

}  // namespace
}  // namespace moim::test
