#include "net/wire/msgpack_value.hpp"

#include <msgpack.hpp>
#include <simdjson.h>

#include <algorithm>
#include <array>

namespace moim {
namespace {

bool is_utf8(const char* text, std::size_t size) {
  bool ascii = std::all_of(text, text + size, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return ascii || simdjson::validate_utf8(text, size);
}

/// Writes down the values as the library's parser meets them. A visit that returns false ends the parse.
class visitor : public msgpack::null_visitor {
  using kind = msgpack_node::kind;

 public:
  explicit visitor(std::vector<msgpack_node>& nodes) : nodes_(nodes) {}

  bool visit_nil() { return add(kind::nothing, 0, 0); }
  bool visit_boolean(bool value) { return add(kind::boolean, 0, value); }
  bool visit_positive_integer(std::uint64_t value) { return add(kind::natural, 0, value); }
  bool visit_negative_integer(std::int64_t value) { return add(kind::negative, 0, static_cast<std::uint64_t>(value)); }
  bool visit_float32(float value) { return add(kind::real, 0, double{value}); }
  bool visit_float64(double value) { return add(kind::real, 0, value); }
  bool visit_ext(const char*, std::uint32_t) { return add(kind::other, 0, 0); }
  bool visit_bin(const char* data, std::uint32_t size) { return add(kind::bytes, size, data); }
  bool visit_str(const char* data, std::uint32_t size) {
    if (!is_utf8(data, size)) return false;
    in_name_ = false;
    return add(kind::text, size, data);
  }
  bool start_array(std::uint32_t size) { return open(kind::list, size); }
  bool end_array() { return close(); }
  bool start_map(std::uint32_t size) { return open(kind::object, size); }
  bool end_map() { return close(); }
  bool start_map_key() { return in_name_ = true; }

 private:
  template <class Content>
  bool add(kind what, std::uint32_t size, Content content) {
    if (in_name_) return false;
    auto& node = nodes_.emplace_back();
    node.what = what;
    node.size = size;
    if constexpr (std::is_pointer_v<Content>)
      node.data = content;
    else if constexpr (std::is_floating_point_v<Content>)
      node.real = content;
    else
      node.number = content;
    return true;
  }
  bool open(kind what, std::uint32_t size) {
    if (depth_ == max_depth) return false;
    open_[depth_++] = static_cast<std::uint32_t>(nodes_.size());
    return add(what, size, std::uint64_t{0});
  }
  bool close() {
    auto start = open_[--depth_];
    nodes_[start].extent = static_cast<std::uint32_t>(nodes_.size()) - start;
    return true;
  }

  std::vector<msgpack_node>& nodes_;
  std::array<std::uint32_t, max_depth> open_{};
  std::size_t depth_ = 0;
  bool in_name_ = false;
};

}  // namespace

std::optional<msgpack_value> msgpack_parser::parse(std::string_view bytes) {
  nodes_.clear();
  visitor visits{nodes_};
  std::size_t end = 0;
  if (!msgpack::parse(bytes.data(), bytes.size(), end, visits) || end != bytes.size()) return std::nullopt;
  return msgpack_value{nodes_.data()};
}

}  // namespace moim
