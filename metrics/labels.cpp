#include "metrics/labels.hpp"

namespace moim {

std::span<const std::string_view> label_set<method_label>::values() {
  static const auto names = [] {
    std::array<std::string_view, size> result;
    std::size_t next = 0;
    all_methods::for_each([&]<class Method>() { result.at(next++) = Method::name; });
    result.at(next) = "unknown";
    return result;
  }();
  return names;
}

std::span<const std::string_view> label_set<code_label>::values() {
  static const auto names = [] {
    std::array<std::string_view, size> result;
    result[0] = "ok";
    for (const auto& row : all_errors()) result.at(index(row.code)) = row.name;
    return result;
  }();
  return names;
}

}  // namespace moim
