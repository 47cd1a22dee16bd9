#include "domain/room/description/field_rule.hpp"

#include <catch2/catch.hpp>

namespace moim::field_rule_cases {
namespace {

const std::vector<field_rule> fields{
    {"level", field_type::choice, true, {}, {}, {"beginner", "expert"}},
    {"price", field_type::integer, false, -5, 1'000, {}},
    {"pets", field_type::boolean, false, {}, {}, {}},
    {"hint", field_type::text, false, 2, 4, {}},
};

field_value text(std::string key, std::string value) { return {std::move(key), std::move(value), {}, {}}; }
field_value number(std::string key, std::int64_t value) { return {std::move(key), {}, value, {}}; }
field_value truth(std::string key, bool value) { return {std::move(key), {}, {}, value}; }
const auto expert = text("level", "expert");

/// Nothing: they are taken.
std::string refusal(std::vector<field_value> values) {
  auto why = why_not_values(fields, values);
  return why ? why->detail : "";
}

TEST_CASE("a room says in each field what its kind lets it say") {
  CHECK(refusal({expert, number("price", -5), truth("pets", false), text("hint", "🔔🔔🔔🔔")}) == "");
  CHECK(refusal({expert, number("price", 1'000)}) == "");
}

TEST_CASE("a field that is required cannot be left out") {
  CHECK(refusal({}) == "values: level is missing");
  CHECK(refusal({number("price", 1)}) == "values: level is missing");
}

TEST_CASE("a field that the kind has not, or that is there twice, is refused") {
  CHECK(refusal({expert, text("colour", "red")}) == "values: the kind has no field of one of these names");
  CHECK(refusal({expert, expert}) == "values: level is there twice");
}

TEST_CASE("a value has to be of its field's type, and of no other beside it") {
  CHECK(refusal({number("level", 1)}) == "values: level has to be `text` alone");
  CHECK(refusal({expert, text("price", "1")}) == "values: price has to be `integer` alone");
  CHECK(refusal({expert, number("pets", 1)}) == "values: pets has to be `boolean` alone");
  CHECK(refusal({expert, truth("hint", true)}) == "values: hint has to be `text` alone");
  CHECK(refusal({field_value{"level", "expert", 1, {}}}) == "values: level has to be `text` alone");
  CHECK(refusal({expert, field_value{"price", {}, {}, {}}}) == "values: price has to be `integer` alone");
}

TEST_CASE("a value has to be within its field's bounds, or one of its options") {
  CHECK(refusal({text("level", "Expert")}) == "values: level is none of the options");
  CHECK(refusal({expert, number("price", -6)}) == "values: price is too large, or too small");
  CHECK(refusal({expert, number("price", 1'001)}) == "values: price is too large, or too small");
  CHECK(refusal({expert, text("hint", "a")}) == "values: hint has too many characters, or too few");
  CHECK(refusal({expert, text("hint", "abcde")}) == "values: hint has too many characters, or too few");
  CHECK(why_not_values(fields, {expert, text("hint", "a\u202e")})->code == errc::text_invalid);
}

TEST_CASE("a kind's fields have to make sense") {
  auto why_not = [](field_rule rule) { return why_no_fields({std::move(rule)}).value_or(""); };
  CHECK(why_no_fields(fields) == std::nullopt);
  CHECK(why_not({"", field_type::text, false, {}, {}, {}}) == "a field's key has a-z, 0-9 and dashes only");
  CHECK(why_not({"Level", field_type::text, false, {}, {}, {}}) == "a field's key has a-z, 0-9 and dashes only");
  CHECK(why_not({"a", field_type::choice, false, {}, {}, {}}) == "a: a choice needs options");
  CHECK(why_not({"a", field_type::text, false, {}, {}, {"b"}}) == "a: only a choice has options");
  CHECK(why_not({"a", field_type::boolean, false, 1, {}, {}}) == "a: only texts and integers have min and max");
  CHECK(why_not({"a", field_type::integer, false, 2, 1, {}}) == "a: min is more than max");
  CHECK(why_not({"a", field_type::text, false, {}, 5'000, {}}) == "a: a text has at most 4096 characters");
  CHECK(why_no_fields({fields[1], fields[1]}) == "price is there twice");
}

}  // namespace
}  // namespace moim::field_rule_cases
