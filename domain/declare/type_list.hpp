#pragma once

#include <type_traits>
#include <variant>

namespace moim {

/// Types in a stated order: what lists of methods, events and types of entities are made of.
template <class... Ts>
struct type_list {
  /// One of these types, or of some others.
  template <class... Others>
  using variant_with = std::variant<Others..., Ts...>;

  /// Calls `visit.template operator()<T>()` for each type, in order.
  template <class Visitor>
  static constexpr void for_each(Visitor&& visit) {
    (visit.template operator()<Ts>(), ...);
  }
};

template <class... Lists>
struct joined_lists {
  using type = type_list<>;
};
template <class... Ts>
struct joined_lists<type_list<Ts...>> {
  using type = type_list<Ts...>;
};
template <class... Ts, class... Us, class... Rest>
struct joined_lists<type_list<Ts...>, type_list<Us...>, Rest...> : joined_lists<type_list<Ts..., Us...>, Rest...> {};

/// All types of several lists, in order.
template <class... Lists>
using joined = typename joined_lists<Lists...>::type;

/// Whether a type is in a list.
template <class T, class List>
inline constexpr bool is_in = false;
template <class T, class... Ts>
inline constexpr bool is_in<T, type_list<Ts...>> = (std::is_same_v<T, Ts> || ...);

template <class Done, class List>
struct distinct_list;
template <class... Done>
struct distinct_list<type_list<Done...>, type_list<>> {
  using type = type_list<Done...>;
};
template <class... Done, class T, class... Ts>
struct distinct_list<type_list<Done...>, type_list<T, Ts...>>
    : distinct_list<std::conditional_t<is_in<T, type_list<Done...>>, type_list<Done...>, type_list<Done..., T>>,
                    type_list<Ts...>> {};

/// Each type once, where it comes first.
template <class List>
using distinct = typename distinct_list<type_list<>, List>::type;

/// Those of a list's types for which `Predicate<T>::value` holds.
template <template <class> class Predicate, class List>
struct filtered_list;
template <template <class> class Predicate, class... Ts>
struct filtered_list<Predicate, type_list<Ts...>> {
  using type = joined<std::conditional_t<Predicate<Ts>::value, type_list<Ts>, type_list<>>...>;
};
template <template <class> class Predicate, class List>
using filtered = typename filtered_list<Predicate, List>::type;

template <class List>
struct variant_of_list;
template <class... Ts>
struct variant_of_list<type_list<Ts...>> {
  using type = std::variant<Ts...>;
};
/// One of a list's types.
template <class List>
using variant_of = typename variant_of_list<List>::type;

/// Whether a method changes something.
template <class Method>
struct is_changing : std::bool_constant<Method::changes> {};

/// The answers of a list of methods, each once.
template <class List>
struct answers_of_list;
template <class... Methods>
struct answers_of_list<type_list<Methods...>> {
  using type = distinct<type_list<typename Methods::answer...>>;
};
template <class List>
using answers_of = typename answers_of_list<List>::type;

}  // namespace moim
