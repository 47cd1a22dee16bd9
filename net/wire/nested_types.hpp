#pragma once

#include "domain/matching/tickets/criteria.hpp"

#include <set>
#include <string_view>

namespace moim {

/// Finds the declared structs that others hold in their fields, each once, in the order in which they are met.
class nested_types {
 public:
  /// Calls `visit.template operator()<Nested>()` for each struct within `T` that was not met before; not for `T`.
  template <declared T, class Visitor>
  void within(Visitor&& visit) {
    for_each_declaration<T>(
        [&](const auto& field) { this->template meet<typename std::remove_cvref_t<decltype(field)>::type>(visit); });
  }

  /// The same, also for `T` itself.
  template <class T, class Visitor>
  void meet(Visitor&& visit) {
    if constexpr (is_optional<T>::value || is_vector<T>::value) {
      meet<typename T::value_type>(visit);
    } else if constexpr (held_once<T>) {
      meet<held_by<T>>(visit);
    } else if constexpr (std::is_same_v<T, criteria>) {
      // Has a section of its own.
    } else if constexpr (declared<T>) {
      if (!met_.insert(T::name).second) return;
      visit.template operator()<T>();
      within<T>(visit);
    }
  }

 private:
  std::set<std::string_view> met_;
};

}  // namespace moim
