#pragma once

#include "domain/declare/errors.hpp"
#include "domain/entity_types.hpp"
#include "domain/protocol.hpp"

#include <array>
#include <span>
#include <string_view>
#include <variant>

/// The labels of the metrics. Each has a closed set of values, so that no client can make the number of series grow.
namespace moim {

/// What is known of a label: its name, its values, and which of them a C++ value is.
template <class Label>
struct label_set;

/// An enum of the metrics' own is a label if it declares `label_name` and `enum_names` beside itself.
template <named_enum Label>
struct label_set<Label> {
  static constexpr std::string_view name = label_name(Label{});
  static constexpr auto names = enum_names(Label{});
  static constexpr std::size_t size = names.size();
  static std::span<const std::string_view> values() { return names; }
  static std::size_t index(Label value) { return static_cast<std::size_t>(value); }
};

template <>
struct label_set<entity_type> {
  static constexpr std::string_view name = "type";
  static constexpr auto names = [] {
    std::array<std::string_view, entity_type_table.size()> all;
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = entity_type_table[i].name;
    return all;
  }();
  static constexpr std::size_t size = names.size();
  static std::span<const std::string_view> values() { return names; }
  // The stored numbers begin at 1.
  static std::size_t index(entity_type value) { return static_cast<std::size_t>(value) - 1; }
};

/// A method that clients call, or `method_label::unknown` for what is none.
struct method_label {
  std::size_t index;
  static const method_label unknown;
};
inline constexpr method_label method_label::unknown{std::variant_size_v<method_call>};

inline method_label method_of(const method_call& call) { return {call.index()}; }

template <>
struct label_set<method_label> {
  static constexpr std::string_view name = "method";
  static constexpr std::size_t size = std::variant_size_v<method_call> + 1;
  static std::span<const std::string_view> values();
  static std::size_t index(method_label value) { return value.index; }
};

/// How a request ended: `ok`, or an error's stable code.
struct code_label {
  std::size_t index;
  static const code_label ok;
  constexpr code_label(errc code) : index(static_cast<std::size_t>(code) + 1) {}

 private:
  constexpr code_label() : index(0) {}
};
inline constexpr code_label code_label::ok{};

template <>
struct label_set<code_label> {
  static constexpr std::string_view name = "code";
  static constexpr std::size_t size = static_cast<std::size_t>(errc::entity_unreadable) + 2;
  static std::span<const std::string_view> values();
  static std::size_t index(code_label value) { return value.index; }
};

/// An error's stable code.
template <>
struct label_set<errc> {
  static constexpr std::string_view name = "code";
  static constexpr std::size_t size = label_set<code_label>::size - 1;
  static std::span<const std::string_view> values() { return label_set<code_label>::values().subspan(1); }
  static std::size_t index(errc value) { return static_cast<std::size_t>(value); }
};

}  // namespace moim
