#pragma once

#include "domain/declare/ids.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>

namespace moim {

/// Appends JSON to a text. The `size`s that MessagePack needs are not needed here.
class json_writer {
 public:
  explicit json_writer(std::string& out) : out_(out) {}

  void begin_object(std::size_t) { out_ += '{'; }
  void end_object() { out_ += '}'; }
  void begin_list(std::size_t) { out_ += '['; }
  void end_list() { out_ += ']'; }
  /// Before each member of an object. Declared names need no escapes.
  void name(std::string_view name) {
    // Most of what an answer consists of: written as one piece.
    char piece[64];
    if (name.size() + 4 > sizeof piece) return free_name(name);
    auto* end = piece;
    if (out_.back() != '{') *end++ = ',';
    *end++ = '"';
    end = std::copy(name.begin(), name.end(), end);
    *end++ = '"';
    *end++ = ':';
    out_.append(piece, end);
  }
  /// The same for a name that somebody chose.
  void free_name(std::string_view name) {
    if (out_.back() != '{') out_ += ',';
    text(name);
    out_ += ':';
  }
  /// Before each entry of a list.
  void entry() {
    if (out_.back() != '[') out_ += ',';
  }

  void nothing() { out_.append("null", 4); }
  void boolean(bool value) { out_ += value ? std::string_view{"true"} : std::string_view{"false"}; }
  template <class Integer>
  void integer(Integer value) {
    char digits[24];
    auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out_.append(digits, end);
  }
  /// The shortest digits that read as the same number.
  void real(double value) {
    char digits[32];
    auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out_.append(digits, end);
  }
  void text(std::string_view value) {
    out_ += '"';
    append_escaped(value);
    out_ += '"';
  }
  void id(std::string_view prefix, std::uint64_t high, std::uint64_t low) {
    char digits[base32_length];
    write_base32(high, low, digits);
    out_ += '"';
    out_ += prefix;
    out_.append(digits, sizeof digits);
    out_ += '"';
  }
  void key(const request_key& key) {
    char digits[request_key_length];
    write_uuid(key, digits);
    out_ += '"';
    out_.append(digits, sizeof digits);
    out_ += '"';
  }

 private:
  static constexpr auto is_escaped = [] {
    std::array<bool, 256> escaped{};
    std::fill_n(escaped.begin(), 0x20, true);
    escaped['"'] = escaped['\\'] = true;
    return escaped;
  }();

  void append_escaped(std::string_view value) {
    std::size_t plain_from = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
      auto c = static_cast<unsigned char>(value[i]);
      if (!is_escaped[c]) continue;
      out_.append(value, plain_from, i - plain_from);
      append_escape(c);
      plain_from = i + 1;
    }
    out_.append(value, plain_from);
  }
  void append_escape(unsigned char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    out_ += '\\';
    if (c >= 0x20) {
      out_ += static_cast<char>(c);
      return;
    }
    out_ += "u00";
    out_ += digits[c >> 4];
    out_ += digits[c & 15];
  }

  std::string& out_;
};

}  // namespace moim
