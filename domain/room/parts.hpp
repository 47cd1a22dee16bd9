#pragma once

#include "domain/declare/error_set.hpp"
#include "domain/declare/fields.hpp"
#include "domain/declare/type_list.hpp"

/// What the facets of a list bring along, put together: their rules in a kind, their states in a room, their parts of
/// what people see. Each part goes by its facet's name, in storage and on the wire, and may be absent.
namespace moim {

/// Of a facet that keeps nothing: only that the room has it.
struct no_state {
  static constexpr auto fields() { return std::tuple{}; }
  bool operator==(const no_state&) const = default;
};

template <class Facet>
concept facet_with_rules = requires {
  typename Facet::rules;
};
template <class Facet>
concept facet_with_view = requires {
  typename Facet::view;
};
template <class Facet>
concept facet_with_draft = requires {
  typename Facet::draft;
};
template <class Facet>
struct has_rules : std::bool_constant<facet_with_rules<Facet>> {};
template <class Facet>
struct has_view : std::bool_constant<facet_with_view<Facet>> {};
template <class Facet>
struct has_draft : std::bool_constant<facet_with_draft<Facet>> {};

template <class Facet>
struct state_of_facet {
  using type = no_state;
};
template <class Facet>
requires requires { typename Facet::state; }
struct state_of_facet<Facet> {
  using type = typename Facet::state;
};
template <class Facet>
using state_of = typename state_of_facet<Facet>::type;

template <class Facet>
struct methods_of_facet {
  using type = type_list<>;
};
template <class Facet>
requires requires { typename Facet::methods; }
struct methods_of_facet<Facet> {
  using type = typename Facet::methods;
};
template <class Facet>
using methods_of = typename methods_of_facet<Facet>::type;

template <class Facet>
struct events_of_facet {
  using type = type_list<>;
};
template <class Facet>
requires requires { typename Facet::events; }
struct events_of_facet<Facet> {
  using type = typename Facet::events;
};
template <class Facet>
using events_of = typename events_of_facet<Facet>::type;

template <class Facet>
struct owes_of_facet {
  using type = type_list<>;
};
template <class Facet>
requires requires { typename Facet::owes; }
struct owes_of_facet<Facet> {
  using type = typename Facet::owes;
};

template <class Facet>
struct seat_errors_of_facet {
  static_assert(
      !requires { &Facet::why_no_seat; }, "a facet that may refuse a seat names its `seat_errors`");
  using type = error_list<>;
};
template <class Facet>
requires requires { typename Facet::seat_errors; }
struct seat_errors_of_facet<Facet> {
  using type = typename Facet::seat_errors;
};

template <class List>
struct lists_of_facets;
template <class... Facets>
struct lists_of_facets<type_list<Facets...>> {
  using methods = joined<methods_of<Facets>...>;
  using events = joined<events_of<Facets>...>;
  using owes = joined<typename owes_of_facet<Facets>::type...>;
  using seat_errors = joined_errors<typename seat_errors_of_facet<Facets>::type...>;
  /// Whether the method is one that rooms of some kinds do not have.
  template <class Method>
  static constexpr bool may_lack = ((is_in<Method, methods_of<Facets>> && has_rules<Facets>::value) || ...);
};

template <class Facet>
struct rules_part {
  std::optional<typename Facet::rules> value{};
  bool operator==(const rules_part&) const = default;
};
template <class Facet>
struct state_part {
  std::optional<state_of<Facet>> value{};
  bool operator==(const state_part&) const = default;
};
template <class Facet>
struct draft_part {
  std::optional<typename Facet::draft> value{};
  bool operator==(const draft_part&) const = default;
};
template <class Facet>
struct view_part {
  std::optional<typename Facet::view> value{};
  bool operator==(const view_part&) const = default;
};

/// The rules of those facets that a kind has a table for.
template <class List>
struct rules_of_kind;
template <class... Facets>
struct rules_of_kind<type_list<Facets...>> : rules_part<Facets>... {
  static constexpr std::string_view name = "facet_rules";
  static constexpr std::string_view about =
      "What a kind's rooms can do beyond coming and going; what is absent they cannot.";
  static constexpr bool stored_by_name = true;
  static constexpr auto fields() {
    return std::tuple{field{
        Facets::name, static_cast<std::optional<typename Facets::rules> rules_of_kind::*>(&rules_part<Facets>::value),
        Facets::rules::about}...};
  }
  template <class Facet>
  auto& part() {
    return static_cast<rules_part<Facet>&>(*this).value;
  }
  template <class Facet>
  const auto& part() const {
    return static_cast<const rules_part<Facet>&>(*this).value;
  }
  bool operator==(const rules_of_kind&) const = default;
};

/// The states of those facets that a room has.
template <class List>
struct states_of_room;
template <class... Facets>
struct states_of_room<type_list<Facets...>> : state_part<Facets>... {
  static constexpr bool stored_by_name = true;
  static constexpr auto fields() {
    return std::tuple{field{
        Facets::name, static_cast<std::optional<state_of<Facets>> states_of_room::*>(&state_part<Facets>::value)}...};
  }
  template <class Facet>
  auto& part() {
    return static_cast<state_part<Facet>&>(*this).value;
  }
  template <class Facet>
  const auto& part() const {
    return static_cast<const state_part<Facet>&>(*this).value;
  }
  /// A room may be older than a facet that all rooms have.
  void after_reading() {
    auto add = [&]<class Facet>() {
      bool always = !facet_with_rules<Facet> && !requires { &Facet::begin; };
      if (always && !part<Facet>()) part<Facet>().emplace();
    };
    (add.template operator()<Facets>(), ...);
  }
  bool operator==(const states_of_room&) const = default;
};

/// What those facets may be told with `room.create`.
template <class List>
struct drafts_of_room;
template <class... Facets>
struct drafts_of_room<type_list<Facets...>> : draft_part<Facets>... {
  template <class Owner>
  static constexpr auto fields_in() {
    return std::tuple{field{Facets::name,
                            static_cast<std::optional<typename Facets::draft> Owner::*>(&draft_part<Facets>::value),
                            "What the room begins with, if its kind has that."}...};
  }
  template <class Facet>
  auto& part() {
    return static_cast<draft_part<Facet>&>(*this).value;
  }
  template <class Facet>
  const auto& part() const {
    return static_cast<const draft_part<Facet>&>(*this).value;
  }
  bool operator==(const drafts_of_room&) const = default;
};

/// The parts of those facets that show something of themselves.
template <class List>
struct views_of_room;
template <class... Facets>
struct views_of_room<type_list<Facets...>> : view_part<Facets>... {
  template <class View>
  static constexpr auto fields_in() {
    return std::tuple{field{Facets::name,
                            static_cast<std::optional<typename Facets::view> View::*>(&view_part<Facets>::value),
                            Facets::view::about}...};
  }
  template <class Facet>
  auto& part() {
    return static_cast<view_part<Facet>&>(*this).value;
  }
  template <class Facet>
  const auto& part() const {
    return static_cast<const view_part<Facet>&>(*this).value;
  }
  bool operator==(const views_of_room&) const = default;
};

}  // namespace moim
