#pragma once

#include "domain/declare/errors.hpp"

#include <array>

namespace moim {

/// Errors that a declaration names.
template <errc... Codes>
struct error_list {};

template <class... Lists>
struct joined_error_lists;
template <>
struct joined_error_lists<> {
  using type = error_list<>;
};
template <errc... Codes>
struct joined_error_lists<error_list<Codes...>> {
  using type = error_list<Codes...>;
};
template <errc... Some, errc... Others, class... Rest>
struct joined_error_lists<error_list<Some...>, error_list<Others...>, Rest...>
    : joined_error_lists<error_list<Some..., Others...>, Rest...> {};

/// All errors of several lists.
template <class... Lists>
using joined_errors = typename joined_error_lists<Lists...>::type;

/// Which of all errors there may be.
class error_set {
 public:
  constexpr void add(errc code) { has_[static_cast<std::size_t>(code)] = true; }
  template <errc... Codes>
  constexpr void add(error_list<Codes...>) {
    (add(Codes), ...);
  }
  constexpr bool contains(errc code) const { return has_[static_cast<std::size_t>(code)]; }

 private:
  std::array<bool, error_count> has_{};
};

}  // namespace moim
