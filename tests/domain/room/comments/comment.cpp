#include "domain/room/comments/comment.hpp"

#include "tests/support/make.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <random>

namespace moim::comment_cases {
namespace {

using make::noon_ms;
using make::user;

std::vector<std::uint32_t> numbers(const comment_list& list) {
  std::vector<std::uint32_t> all;
  for (const auto& each : list.places()) all.push_back(each.number);
  return all;
}

/// 1 ← 2 ← 3, and 4 beside them.
comment_list thread() {
  comment_list list;
  list.add({1, user(1), "one", noon_ms});
  list.add({2, user(2), "two", noon_ms, {}, 1});
  list.add({3, user(1), "three", noon_ms, {}, 2});
  list.add({4, user(1), "four", noon_ms});
  return list;
}

TEST_CASE("a reply stands one deeper than what it replies to") {
  auto list = thread();
  CHECK(list.find(1)->depth == 1);
  CHECK(list.find(3)->depth == 3);
  CHECK(list.find(4)->depth == 1);
  CHECK(list.count() == 4);
  CHECK(list.count_by(user(1)) == 3);
  CHECK(list.text_bytes() == 15);
  CHECK(list.next_number() == 5);
}

TEST_CASE("the place of a removed comment stays, without text and author, while something replies to it") {
  auto list = thread();
  list.edit(2, "second", noon_ms + 1);
  list.remove(2);
  CHECK(numbers(list) == std::vector<std::uint32_t>{1, 2, 3, 4});
  CHECK(list.find(2) == nullptr);
  CHECK(list.places()[1] == comment{2, {}, {}, noon_ms, {}, 1, 2, 1});
  CHECK(list.count() == 3);
  CHECK(list.text_bytes() == 12);
  list.remove(3);
  CHECK(numbers(list) == std::vector<std::uint32_t>{1, 4});
  CHECK(list.find(1)->replies == 0);
}

TEST_CASE("a comment that nothing replies to goes, and no other one ever has its number") {
  auto list = thread();
  list.remove(4);
  CHECK(numbers(list) == std::vector<std::uint32_t>{1, 2, 3});
  CHECK(list.next_number() == 5);
  CHECK(list.count() == 3);
}

TEST_CASE("what is not there is neither edited nor removed") {
  auto list = thread();
  list.remove(2);
  auto before = list;
  list.remove(2);
  list.remove(9);
  list.edit(2, "again", noon_ms);
  list.edit(9, "again", noon_ms);
  CHECK(list == before);
  CHECK(list.text_bytes() == before.text_bytes());
}

TEST_CASE("an edit is told by its time and counts with its length") {
  auto list = thread();
  list.edit(4, "fourth", noon_ms + 5);
  CHECK(list.find(4)->text == "fourth");
  CHECK(list.find(4)->edited_at == noon_ms + 5);
  CHECK(list.text_bytes() == 17);
  list.edit(4, "4", noon_ms + 6);
  CHECK(list.text_bytes() == 12);
}

TEST_CASE("a page goes on after any number, one of a comment that is gone among them") {
  auto list = thread();
  list.remove(4);
  list.add({5, user(2), "five", noon_ms});
  CHECK(list.after(0)->number == 1);
  CHECK(list.after(3)->number == 5);
  CHECK(list.after(4)->number == 5);
  CHECK(list.after(5) == list.places().end());
}

TEST_CASE("a copy keeps what it had when the other one changes") {
  auto list = thread();
  auto copy = list;
  list.remove(3);
  list.edit(1, "uno", noon_ms);
  CHECK(copy == thread());
}

/// What there should be, found the long way.
struct naive_threads {
  std::map<std::uint32_t, std::uint32_t> reply_to{};
  std::map<std::uint32_t, std::string> text{};

  bool is_kept(std::uint32_t number) const {
    if (text.contains(number)) return true;
    for (const auto& [child, parent] : reply_to)
      if (parent == number && is_kept(child)) return true;
    return false;
  }
};

TEST_CASE("whatever is posted and removed, exactly the comments and the places of their threads are kept") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    std::mt19937_64 random{seed};
    comment_list list;
    naive_threads naive;
    for (int step = 0; step < 120; ++step) {
      auto any = static_cast<std::uint32_t>(1 + random() % list.next_number());
      if (random() % 5 < 3) {
        auto number = list.next_number();
        auto parent = list.find(any) == nullptr ? 0 : any;
        list.add({number, user(1 + random() % 3), std::to_string(number), noon_ms, {}, parent});
        naive.reply_to[number] = parent;
        naive.text[number] = std::to_string(number);
      } else {
        list.remove(any);
        naive.text.erase(any);
      }
      std::vector<std::uint32_t> expected;
      std::size_t bytes = 0;
      for (const auto& [number, parent] : naive.reply_to)
        if (naive.is_kept(number)) expected.push_back(number);
      for (const auto& [number, text] : naive.text) bytes += text.size();
      INFO("seed " << seed << ", step " << step);
      REQUIRE(numbers(list) == expected);
      REQUIRE(list.count() == naive.text.size());
      REQUIRE(list.text_bytes() == bytes);
      auto read = list;
      read.after_reading();
      REQUIRE(read.count() == list.count());
      REQUIRE(read.text_bytes() == list.text_bytes());
    }
  }
}

}  // namespace
}  // namespace moim::comment_cases
