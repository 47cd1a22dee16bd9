#pragma once

#include "net/wire/json_value.hpp"
#include "net/wire/msgpack_value.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

/// A batch of answers as a client sees it. The client's decoder is for messages that come alone.
namespace moim::test {

template <class V>
std::optional<V> member_of(const V& object, std::string_view name) {
  std::optional<V> found;
  object.each_member([&](std::string_view each, const V& value) {
    if (each == name) found.emplace(value);
    return !found;
  });
  return found;
}

/// `7: result`, `"a": room_full`, `null: invalid_request`
template <class V>
std::string answer_line(const V& message) {
  auto id = member_of(message, "id");
  REQUIRE(id);
  std::string line = "null";
  if (auto number = id->integer()) line = std::to_string(*number);
  if (auto text = id->text()) line = '"' + std::string{*text} + '"';
  if (member_of(message, "result")) return line + ": result";
  auto why = member_of(message, "error");
  REQUIRE(why);
  return line + ": " + std::string{*member_of(*member_of(*why, "data"), "code")->text()};
}

template <class Parser>
std::vector<std::string> answer_lines_of(std::string_view bytes) {
  Parser parser;
  auto root = parser.parse(bytes);
  REQUIRE(root);
  REQUIRE(root->is_list());
  std::vector<std::string> lines;
  root->each_entry([&](const auto& each) {
    lines.push_back(answer_line(each));
    return true;
  });
  return lines;
}

inline std::vector<std::string> answer_lines(encoding in, std::string_view bytes) {
  return in == encoding::json ? answer_lines_of<json_parser>(bytes) : answer_lines_of<msgpack_parser>(bytes);
}

}  // namespace moim::test
