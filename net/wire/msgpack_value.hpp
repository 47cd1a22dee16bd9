#pragma once

#include "net/wire/encoding.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace moim {

/// One value of a parsed message. The values lie in the order of the bytes: those inside a list or an object follow it.
struct msgpack_node {
  enum class kind : std::uint8_t { nothing, boolean, natural, negative, real, text, bytes, list, object, other };
  kind what = kind::nothing;
  /// Bytes of a text, entries of a list, members of an object.
  std::uint32_t size = 0;
  /// How many nodes further on the next value beside this one is.
  std::uint32_t extent = 1;
  union {
    std::uint64_t number = 0;
    double real;
    const char* data;
  };
};

/// A value of a parsed MessagePack message (see `wire_value`).
class msgpack_value {
  using kind = msgpack_node::kind;

 public:
  msgpack_value() = default;
  explicit msgpack_value(const msgpack_node* node) : node_(node) {}

  bool is_nothing() const { return node_->what == kind::nothing; }
  bool is_object() const { return node_->what == kind::object; }
  bool is_list() const { return node_->what == kind::list; }
  std::optional<bool> boolean() const {
    if (node_->what != kind::boolean) return std::nullopt;
    return node_->number != 0;
  }
  std::optional<std::int64_t> integer() const {
    bool fits = node_->what == kind::negative || (node_->what == kind::natural && node_->number <= INT64_MAX);
    if (!fits) return std::nullopt;
    return static_cast<std::int64_t>(node_->number);
  }
  std::optional<std::uint64_t> natural() const {
    if (node_->what != kind::natural) return std::nullopt;
    return node_->number;
  }
  std::optional<double> number() const {
    if (node_->what == kind::real) return node_->real;
    if (node_->what == kind::natural) return static_cast<double>(node_->number);
    if (node_->what == kind::negative) return static_cast<double>(static_cast<std::int64_t>(node_->number));
    return std::nullopt;
  }
  std::optional<std::string_view> text() const {
    if (node_->what != kind::text) return std::nullopt;
    return std::string_view{node_->data, node_->size};
  }
  std::optional<std::string_view> bytes() const {
    if (node_->what != kind::bytes) return std::nullopt;
    return std::string_view{node_->data, node_->size};
  }

  template <class Visitor>
  bool each_member(Visitor&& visit) const {
    if (!is_object()) return true;
    const auto* name = node_ + 1;
    for (std::uint32_t i = 0; i < node_->size; ++i) {
      const auto* value = name + 1;
      if (!visit(std::string_view{name->data, name->size}, msgpack_value{value})) return false;
      name = value + value->extent;
    }
    return true;
  }

  template <class Visitor>
  bool each_entry(Visitor&& visit) const {
    if (!is_list()) return true;
    const auto* entry = node_ + 1;
    for (std::uint32_t i = 0; i < node_->size; ++i, entry += entry->extent)
      if (!visit(msgpack_value{entry})) return false;
    return true;
  }

 private:
  const msgpack_node* node_ = nullptr;
};

/// Parses whole messages, again and again in the same memory.
class msgpack_parser {
 public:
  using value = msgpack_value;

  /// Nothing if the bytes are not exactly one MessagePack value, hold text that is not UTF-8 or an object with a name
  /// that is no text, or are nested deeper than `max_depth`. The value lives until the next call, and refers to
  /// `bytes`.
  std::optional<msgpack_value> parse(std::string_view bytes);

 private:
  std::vector<msgpack_node> nodes_;
};

}  // namespace moim
