#include "sim/match/files/line_value.hpp"

namespace moim::sim {

void line_value::refuse(const std::string& what) const {
  throw bad_line{name_.empty() ? what : "`" + std::string{name_.substr(0, 64)} + "`: " + what};
}

std::optional<line_value> line_value::member(std::string_view name) const {
  if (!value_.is_object()) refuse("an object was expected");
  simdjson::dom::element found;
  if (value_.at_key(name).get(found) != simdjson::SUCCESS || found.is_null()) return std::nullopt;
  return line_value{found, name};
}

line_value line_value::needed(std::string_view name) const {
  if (auto found = member(name)) return *found;
  refuse("there is no `" + std::string{name} + "`");
}

double line_value::number() const {
  double value = 0;
  if (value_.get<double>().get(value) != simdjson::SUCCESS) refuse("a number was expected");
  return value;
}

std::int64_t line_value::whole(double (*rounded)(double)) const {
  std::int64_t value = 0;
  if (value_.get<std::int64_t>().get(value) == simdjson::SUCCESS) return value;
  auto real = number();
  if (!(std::abs(real) < 1e18)) refuse("the number is too large");
  if (!rounded && real != std::floor(real)) refuse("a whole number was expected");
  return static_cast<std::int64_t>(rounded ? rounded(real) : real);
}

std::uint32_t line_value::count(std::uint32_t min, std::uint32_t max) const {
  auto value = whole();
  if (value < min || value > max)
    refuse("a number from " + std::to_string(min) + " to " + std::to_string(max) + " was expected");
  return static_cast<std::uint32_t>(value);
}

std::string line_value::any_text() const {
  std::string_view value;
  if (value_.get<std::string_view>().get(value) != simdjson::SUCCESS) refuse("a text was expected");
  return std::string{value};
}

std::string line_value::text() const {
  auto value = any_text();
  if (value.empty()) refuse("the text is empty");
  return value;
}

bool line_value::truth() const {
  bool value = false;
  if (value_.get<bool>().get(value) != simdjson::SUCCESS) refuse("true or false was expected");
  return value;
}

std::string line_value::raw() const {
  double real = 0;
  bool is_whole = value_.is_double() && value_.get<double>().get(real) == simdjson::SUCCESS &&
                  std::abs(real) < 0x1p53 && real == std::floor(real);
  return is_whole ? std::to_string(static_cast<std::int64_t>(real)) : simdjson::minify(value_);
}

}  // namespace moim::sim
