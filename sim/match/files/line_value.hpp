#pragma once

#include <simdjson.h>

#include <cmath>
#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <string>

namespace moim::sim {

/// What is wrong with a line; caught where lines are counted.
struct bad_line : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A part of a line and the name that it has there, so that whatever is wrong with it can be told. Everything throws
/// `bad_line`.
class line_value {
 public:
  line_value(simdjson::dom::element value, std::string_view name) : value_(value), name_(name) {}

  /// The member of that name; nothing if there is none or it is null.
  std::optional<line_value> member(std::string_view name) const;
  line_value needed(std::string_view name) const;

  bool is_null() const { return value_.is_null(); }
  bool is_text() const { return value_.is_string(); }
  bool is_list() const { return value_.is_array(); }

  double number() const;
  /// A number as a whole one, `rounded` if it is none.
  std::int64_t whole(double (*rounded)(double) = nullptr) const;
  std::uint32_t count(std::uint32_t min, std::uint32_t max) const;
  /// Not empty.
  std::string text() const;
  std::string any_text() const;
  bool truth() const;
  /// JSON on one line; whole numbers without a fraction, however they were written.
  std::string raw() const;

  template <class Visitor>
  void each(Visitor&& visit) const {
    simdjson::dom::array entries;
    if (value_.get<simdjson::dom::array>().get(entries) != simdjson::SUCCESS) refuse("a list was expected");
    for (auto entry : entries) visit(line_value{entry, name_});
  }
  template <class Visitor>
  void each_member(Visitor&& visit) const {
    simdjson::dom::object members;
    if (value_.get<simdjson::dom::object>().get(members) != simdjson::SUCCESS) refuse("an object was expected");
    for (auto [name, value] : members) visit(line_value{value, name});
  }
  /// Calls `unknown(name)` for each member with another name than these; none of them may be there twice.
  template <class Visitor>
  void expect_members(std::initializer_list<std::string_view> known, Visitor&& unknown) const {
    std::uint64_t seen = 0;
    each_member([&](const line_value& member) {
      std::size_t place = 0;
      for (auto each : known) {
        if (each == member.name_) break;
        ++place;
      }
      if (place == known.size()) return unknown(member.name_);
      if ((seen >> place) & 1) member.refuse("is there twice");
      seen |= std::uint64_t{1} << place;
    });
  }

  std::string_view name() const { return name_; }
  [[noreturn]] void refuse(const std::string& what) const;

 private:
  simdjson::dom::element value_;
  std::string_view name_;
};

}  // namespace moim::sim
