#include "sim/match/files/json_value.hpp"

namespace moim::sim {

void json_value::refuse(const std::string& what) const {
  throw bad_line{name_.empty() ? what : "`" + std::string{name_.substr(0, 64)} + "`: " + what};
}

std::optional<json_value> json_value::member(std::string_view name) const {
  if (!value_.is_object()) refuse("an object was expected");
  simdjson::dom::element found;
  if (value_.at_key(name).get(found) != simdjson::SUCCESS || found.is_null()) return std::nullopt;
  return json_value{found, name};
}

json_value json_value::needed(std::string_view name) const {
  if (auto found = member(name)) return *found;
  refuse("there is no `" + std::string{name} + "`");
}

double json_value::number() const {
  double value = 0;
  if (value_.get<double>().get(value) != simdjson::SUCCESS) refuse("a number was expected");
  return value;
}

std::int64_t json_value::whole(double (*rounded)(double)) const {
  std::int64_t value = 0;
  if (value_.get<std::int64_t>().get(value) == simdjson::SUCCESS) return value;
  auto real = number();
  if (!(std::abs(real) < 1e18)) refuse("the number is too large");
  if (!rounded && real != std::floor(real)) refuse("a whole number was expected");
  return static_cast<std::int64_t>(rounded ? rounded(real) : real);
}

std::uint32_t json_value::count(std::uint32_t min, std::uint32_t max) const {
  auto value = whole();
  if (value < min || value > max)
    refuse("a number from " + std::to_string(min) + " to " + std::to_string(max) + " was expected");
  return static_cast<std::uint32_t>(value);
}

std::string json_value::any_text() const {
  std::string_view value;
  if (value_.get<std::string_view>().get(value) != simdjson::SUCCESS) refuse("a text was expected");
  return std::string{value};
}

std::string json_value::text() const {
  auto value = any_text();
  if (value.empty()) refuse("the text is empty");
  return value;
}

bool json_value::truth() const {
  bool value = false;
  if (value_.get<bool>().get(value) != simdjson::SUCCESS) refuse("true or false was expected");
  return value;
}

std::string json_value::raw() const {
  double real = 0;
  bool is_whole = value_.is_double() && value_.get<double>().get(real) == simdjson::SUCCESS &&
                  std::abs(real) < 0x1p53 && real == std::floor(real);
  return is_whole ? std::to_string(static_cast<std::int64_t>(real)) : simdjson::minify(value_);
}

}  // namespace moim::sim
