#include "net/wire/type_text.hpp"

namespace moim {

std::string with_commas(std::int64_t number) {
  auto text = std::to_string(number);
  auto digits_from = static_cast<std::size_t>(number < 0);
  for (auto at = text.size(); at > digits_from + 3;) text.insert(at -= 3, 1, ',');
  return text;
}

std::string range_text(const bounds& limits, std::string_view unit) {
  auto text = limits.max == bounds{}.max         ? "at least " + with_commas(limits.min)
              : limits.min == 0 && !unit.empty() ? "at most " + with_commas(limits.max)
                                                 : with_commas(limits.min) + " to " + with_commas(limits.max);
  if (!unit.empty()) text += " " + std::string{unit};
  return text;
}

}  // namespace moim
