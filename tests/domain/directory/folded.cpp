#include "domain/directory/folded.hpp"

#include <catch2/catch.hpp>

namespace moim::folded_cases {

TEST_CASE("large letters of the Latin, Greek and Cyrillic alphabets become small ones, and nothing else changes") {
  CHECK(folded("Soup at NOON 24/7!") == "soup at noon 24/7!");
  CHECK(folded("ÄÖÜ Éß × ÿ") == "äöü éß × ÿ");
  CHECK(folded("ŽŁÓDŹ Ĺ") == "žłódź ĺ");
  CHECK(folded("ΑΩΣς") == "αωσς");
  CHECK(folded("ЩИ Ёж Я") == "щи ёж я");
  CHECK(folded("떡볶이 🍲") == "떡볶이 🍲");
  CHECK(folded("").empty());
}

TEST_CASE("a text is found by its beginning and by that of each of its first sixteen words, also over several") {
  auto title = folded("Lunch, (spicy) soup at noon");
  for (auto prefix : {"l", "lunch", "lunch, (sp", "spicy", "soup at", "at noon"}) CHECK(has_word_prefix(title, prefix));
  for (auto prefix : {"unch", "oup", "soup  at", "noon later", "Soup"}) CHECK_FALSE(has_word_prefix(title, prefix));
  CHECK(has_word_prefix("(spicy)", "("));
  CHECK_FALSE(has_word_prefix("", "a"));
  std::string many;
  for (int i = 1; i <= 17; ++i) many += "w" + std::to_string(i) + " ";
  CHECK(has_word_prefix(many, "w16"));
  CHECK_FALSE(has_word_prefix(many, "w17"));
}

TEST_CASE("words of letters that have no large ones are words, too") {
  CHECK(has_word_prefix(folded("매운 떡볶이"), "떡"));
  CHECK_FALSE(has_word_prefix(folded("매운 떡볶이"), "볶이"));
}

}  // namespace moim::folded_cases
