#pragma once

#include "net/wire/encoding.hpp"

#include <simdjson.h>

#include <cstring>
#include <optional>
#include <string_view>
#include <vector>

namespace moim {

/// A value of a parsed JSON document (see `wire_value`).
class json_value {
 public:
  json_value() = default;
  explicit json_value(simdjson::dom::element element) : element_(element) {}

  bool is_nothing() const { return element_.is_null(); }
  bool is_object() const { return element_.is_object(); }
  bool is_list() const { return element_.is_array(); }
  std::optional<bool> boolean() const { return take(element_.get_bool()); }
  std::optional<std::int64_t> integer() const { return take(element_.get_int64()); }
  std::optional<std::uint64_t> natural() const { return take(element_.get_uint64()); }
  std::optional<double> number() const { return take(element_.get_double()); }
  std::optional<std::string_view> text() const { return take(element_.get_string()); }
  std::optional<std::string_view> bytes() const { return std::nullopt; }

  template <class Visitor>
  bool each_member(Visitor&& visit) const {
    simdjson::dom::object members;
    if (element_.get_object().get(members) != simdjson::SUCCESS) return true;
    for (auto [name, value] : members)
      if (!visit(name, json_value{value})) return false;
    return true;
  }

  template <class Visitor>
  bool each_entry(Visitor&& visit) const {
    simdjson::dom::array entries;
    if (element_.get_array().get(entries) != simdjson::SUCCESS) return true;
    for (auto value : entries)
      if (!visit(json_value{value})) return false;
    return true;
  }

 private:
  template <class T>
  static std::optional<T> take(simdjson::simdjson_result<T> taken) {
    T value{};
    if (std::move(taken).get(value) != simdjson::SUCCESS) return std::nullopt;
    return value;
  }

  simdjson::dom::element element_;
};

/// Parses whole documents, again and again in the same memory.
class json_parser {
 public:
  using value = json_value;

  /// Nothing if the bytes are no JSON, hold text that is not UTF-8 or a number that 64 bits cannot hold, or are nested
  /// deeper than `max_depth`. The value lives until the next call.
  std::optional<json_value> parse(std::string_view bytes) {
    // simdjson reads beyond the end, and would allocate a padded copy of its own each time.
    auto size = bytes.size() + simdjson::SIMDJSON_PADDING;
    if (padded_.size() < size) padded_.resize(size);
    std::memcpy(padded_.data(), bytes.data(), bytes.size());
    if (parser_.capacity() < bytes.size() || parser_.max_depth() != max_depth)
      if (parser_.allocate(padded_.size(), max_depth) != simdjson::SUCCESS) return std::nullopt;
    simdjson::dom::element root;
    if (parser_.parse(padded_.data(), bytes.size(), false).get(root) != simdjson::SUCCESS) return std::nullopt;
    return json_value{root};
  }

 private:
  std::vector<char> padded_ = std::vector<char>(4096);
  simdjson::dom::parser parser_;
};

}  // namespace moim
