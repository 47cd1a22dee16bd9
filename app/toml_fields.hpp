#pragma once

#include "domain/declare/fields.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <string>
#include <vector>

namespace moim {

/// Reads declared structs from TOML and remembers the first mistake, as a sentence for the operator that begins with
/// file, line and column: `kinds/meal.toml:7:15: …`. Each part of a field that is optional and stored by name
/// (`rules_of_kind`) is a table of its own, `[approval]`, that may be left out.
class toml_fields {
 public:
  /// Whether a key may be left out, and then keeps its default.
  enum class missing : std::uint8_t { is_a_mistake, keeps_default };

  explicit toml_fields(std::string file) : file_(std::move(file)) {}

  const std::string& mistake() const { return mistake_; }
  bool good() const { return mistake_.empty(); }

  void complain(const toml::node& where, const std::string& what) { complain(where.source().begin, what); }
  void complain(const toml::source_position& at, const std::string& what) {
    if (mistake_.empty())
      mistake_ = file_ + ':' + std::to_string(at.line) + ':' + std::to_string(at.column) + ": " + what;
  }

  /// Reads each field that is not among `others`, which may be there, too. Those of `defaulted` may be left out however
  /// strict `how` is.
  using names = std::vector<std::string_view>;
  template <declared T>
  void read(const toml::table& from, T& into, missing how, const names& others = {}, const names& defaulted = {}) {
    refuse_unknown(from, into, others);
    for_each_field(into, [&](const auto& field, auto& value) {
      if (!good() || has(others, field.name)) return;
      if constexpr (in_parts<std::remove_cvref_t<decltype(value)>>)
        read_parts(from, value);
      else
        read_field(from, field, value, has(defaulted, field.name) ? missing::keeps_default : how);
    });
  }

  /// A name that stands in ids, paths and messages.
  void check_name(const toml::node& where, std::string_view key, const std::string& name) {
    bool plain = std::all_of(name.begin(), name.end(),
                             [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
    if (!plain) complain(where, std::string{key} + ": only a-z, 0-9 and dashes, please, not \"" + name + '"');
  }

 private:
  template <class T>
  static constexpr bool in_parts = [] {
    if constexpr (is_optional<T>::value) return requires {
        requires T::value_type::stored_by_name;
      };
    else
      return false;
  }();

  static bool has(const names& all, std::string_view name) {
    return std::find(all.begin(), all.end(), name) != all.end();
  }

  /// The keys that there may be.
  template <declared T>
  static names names_of(const names& others) {
    names all;
    for_each_declaration<T>([&](const auto& field) {
      using type = typename std::remove_cvref_t<decltype(field)>::type;
      if constexpr (in_parts<type>)
        for_each_declaration<typename type::value_type>([&](const auto& part) { all.push_back(part.name); });
      else
        all.push_back(field.name);
    });
    for (auto other : others)
      if (std::find(all.begin(), all.end(), other) == all.end()) all.push_back(other);
    return all;
  }

  /// The first in the file, for tables are ordered by name.
  template <declared T>
  void refuse_unknown(const toml::table& from, const T&, const names& others) {
    auto known = names_of<T>(others);
    const toml::key* first = nullptr;
    for (const auto& [key, value] : from) {
      bool is_known = std::find(known.begin(), known.end(), key.str()) != known.end();
      if (!is_known && (first == nullptr || key.source().begin < first->source().begin)) first = &key;
    }
    if (first == nullptr) return;
    std::string keys;
    for (auto each : known) keys += (keys.empty() ? "" : ", ") + std::string{each};
    complain(first->source().begin, std::string{first->str()} + ": there is no such key; the keys are " + keys);
  }

  template <class Parts>
  void read_parts(const toml::table& from, std::optional<Parts>& into) {
    Parts parts;
    for_each_field(parts, [&](const auto& part, auto& value) {
      const auto* node = from.get(part.name);
      if (node == nullptr || !good()) return;
      read_table(*node, part.name, value.emplace());
      into.emplace();
    });
    if (into) into = std::move(parts);
  }

  template <declared T>
  void read_table(const toml::node& node, std::string_view name, T& into) {
    const auto* table = node.as_table();
    if (table == nullptr) return complain(node, std::string{name} + ": a table [" + std::string{name} + "], please");
    read(*table, into, missing::keeps_default);
    if constexpr (requires { into.why_not(); })
      if (auto why = good() ? into.why_not() : std::nullopt) complain(node, std::string{name} + ": " + *why);
  }

  /// Tables, such as `[[description.fields]]`.
  template <class Field, class T>
  void read_list(const toml::node& node, const Field& field, std::vector<T>& into) {
    std::string name{field.name};
    const auto* list = node.as_array();
    if (list == nullptr || list->size() > static_cast<std::size_t>(field.limits.max))
      return complain(node, name + ": a list of at most " + std::to_string(field.limits.max) + ", please");
    for (const auto& each : *list) {
      if (!good()) return;
      read_table(each, name, into.emplace_back());
    }
  }

  template <class Field, class T>
  void read_field(const toml::table& from, const Field& field, T& into, missing how) {
    const auto* node = from.get(field.name);
    std::string name{field.name};
    if (node == nullptr) {
      if (how == missing::is_a_mistake)
        complain({from.source().begin.line > 0 ? from.source().begin : toml::source_position{1, 1}},
                 name + " is missing: " + std::string{field.about});
      return;
    }
    if constexpr (is_optional<T>::value)
      read_value(*node, field, into.emplace());
    else
      read_value(*node, field, into);
  }

  template <class Field, class T>
  void read_value(const toml::node& node, const Field& field, T& into) {
    std::string name{field.name};
    if constexpr (std::is_same_v<T, bool>)
      read_as<bool>(node, name + ": true or false, please", [&](bool value) { into = value; });
    else if constexpr (std::is_integral_v<T>)
      read_as<std::int64_t>(node, name + ": a number, please", [&](std::int64_t value) {
        if (value < field.limits.min || value > field.limits.max)
          complain(node, name + ": " + std::to_string(value) + " is not within " + std::to_string(field.limits.min) +
                             " and " + std::to_string(field.limits.max));
        into = static_cast<T>(value);
      });
    else if constexpr (std::is_enum_v<T>)
      read_as<std::string>(node, name + ": a text, please",
                           [&](const std::string& value) { read_choice(node, name, value, into); });
    else if constexpr (std::is_same_v<T, std::string>)
      read_as<std::string>(node, name + ": a text, please", [&](const std::string& value) {
        auto count = static_cast<std::int64_t>(characters(value));
        if (count < field.limits.min || count > field.limits.max)
          return complain(node, name + ": a text of " + std::to_string(field.limits.min) + " to " +
                                    std::to_string(field.limits.max) + " characters, please");
        into = value;
      });
    else if constexpr (std::is_same_v<T, std::vector<std::string>>)
      read_texts(node, name, field.limits, into);
    else if constexpr (is_vector<T>::value)
      read_list(node, field, into);
    else if constexpr (held_once<T>)
      read_value(node, field, into.own());
    else if constexpr (declared<T>)
      read_table(node, name, into);
    else
      complain(node, name + ": there is no such key");
  }

  /// Each of them is there once.
  void read_texts(const toml::node& node, const std::string& name, const bounds& limits,
                  std::vector<std::string>& into) {
    const auto* list = node.as_array();
    auto count = static_cast<std::int64_t>(list == nullptr ? 0 : list->size());
    if (list == nullptr || count < limits.min || count > limits.max)
      return complain(node, name + ": a list of " + std::to_string(limits.min) + " to " + std::to_string(limits.max) +
                                " texts, please");
    for (const auto& each : *list) {
      const auto* text = each.as_string();
      if (text == nullptr) return complain(each, name + ": texts, please");
      if (std::find(into.begin(), into.end(), text->get()) != into.end())
        return complain(each, name + ": \"" + text->get() + "\" is there twice");
      into.push_back(text->get());
    }
  }

  template <class T, class Use>
  void read_as(const toml::node& node, const std::string& otherwise, Use&& use) {
    if (const auto* value = node.as<T>())
      use(value->get());
    else
      complain(node, otherwise);
  }

  template <class T>
  void read_choice(const toml::node& node, const std::string& name, const std::string& text, T& into) {
    auto value = enum_from<T>(text);
    std::string choices;
    for (auto each : enum_names(T{})) choices += (choices.empty() ? "\"" : ", \"") + std::string{each} + '"';
    if (!value) return complain(node, name + ": one of " + choices + ", please, not \"" + text + '"');
    into = *value;
  }

  std::string file_;
  std::string mistake_;
};

}  // namespace moim
