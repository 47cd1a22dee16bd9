#pragma once

#include "domain/matching/tickets/criteria.hpp"
#include "net/wire/read_plain.hpp"
#include "net/wire/reading.hpp"

#include <cmath>

/// Criteria on the wire: an object whose members are named by the pool, each of the shape of its type (criteria.hpp).
namespace moim::wire {

/// What a pool's criteria could never hold.
inline constexpr double max_criteria_number = 1e12;
/// The most bytes of a criterion's name.
inline constexpr std::size_t max_criterion_name = 64;
/// The most characters of a value that is text.
inline constexpr std::size_t max_criterion_value = 255;

template <wire_value V>
std::optional<std::string> read_criterion_value(const V& value) {
  if (auto text = value.text()) return std::string{*text};
  if (auto number = value.integer()) return std::to_string(*number);
  if (auto truth = value.boolean()) return *truth ? "true" : "false";
  return std::nullopt;
}

template <wire_value V>
bool read_real(const V& value, double& into, reading& how) {
  auto number = value.number();
  if (!number || !(std::abs(*number) <= max_criteria_number)) return how.fail("must be a number");
  into = *number;
  return true;
}

template <wire_value V>
bool read_thousandths(const V& value, std::int64_t& into, reading& how) {
  double number = 0;
  if (!read_real(value, number, how)) return false;
  into = std::llround(number * 1'000);
  return true;
}

template <wire_value V>
bool read_time(const V& value, time_ms& into, reading& how) {
  auto number = value.integer();
  if (!number) return how.fail("must be an integer");
  into = *number;
  return true;
}

/// Reads `{"from_ms", "to_ms", "least_ms"}`, `{"values" or "value", and perhaps "limit"}` or `{"lat", "lon",
/// "radius_m"}`.
template <wire_value V>
bool read_criterion_object(const V& value, named_criterion& into, reading& how) {
  std::optional<time_ms> from, to, min;
  std::optional<double> lat, lon, radius;
  std::optional<std::int64_t> limit;
  std::vector<std::int64_t> values;
  bool good = value.each_member([&](std::string_view name, const V& member) {
    bool read = false;
    if (name == "from_ms")
      read = read_time(member, from.emplace(), how);
    else if (name == "to_ms")
      read = read_time(member, to.emplace(), how);
    else if (name == "least_ms")
      read = read_time(member, min.emplace(), how);
    else if (name == "lat")
      read = read_real(member, lat.emplace(), how);
    else if (name == "lon")
      read = read_real(member, lon.emplace(), how);
    else if (name == "radius_m")
      read = read_real(member, radius.emplace(), how);
    else if (name == "limit")
      read = member.is_nothing() || read_thousandths(member, limit.emplace(), how);
    else if (name == "value")
      read = read_thousandths(member, values.emplace_back(), how);
    else if (name == "values" && member.is_list())
      read = member.each_entry([&](const V& entry) {
        return values.size() < max_values ? read_thousandths(entry, values.emplace_back(), how)
                                          : how.fail("must have at most 64 entries");
      });
    else
      read = how.fail("is not known here");
    return read || how.fail_within(name.size() <= 64 ? name : "(a long name)");
  });
  if (!good) return false;
  bool window = from && to && !lat && !lon && !radius && !limit && values.empty();
  bool place = lat && lon && !from && !to && !min && !limit && values.empty();
  bool spread = !values.empty() && !from && !to && !min && !lat && !lon && !radius;
  if (window) into.windows.push_back({*from, *to, min.value_or(0)});
  if (place) into.place = place_terms{*lat, *lon, radius};
  if (spread) into.spread = spread_terms{std::move(values), limit};
  return window || place || spread ||
         how.fail("must have `from_ms` and `to_ms`, or `values`, or `lat`, `lon` and `radius_m`");
}

template <wire_value V>
bool read_criterion(const V& value, named_criterion& into, reading& how) {
  if (value.is_object()) return read_criterion_object(value, into, how);
  if (auto plain = read_criterion_value(value)) {
    if (characters(*plain) > max_criterion_value) return how.fail("must have at most 255 characters");
    into.values.push_back(std::move(*plain));
    return true;
  }
  if (!value.is_list()) return how.fail("must be a list, a value or an object");
  into.listed = true;
  bool good = value.each_entry([&](const V& entry) {
    if (into.values.size() + into.windows.size() > max_values) return how.fail("must have at most 64 entries");
    if (entry.is_object()) {
      if (!read_criterion_object(entry, into, how)) return false;
      return (!into.place && !into.spread) || how.fail("must be no list");
    }
    auto plain = read_criterion_value(entry);
    if (!plain || characters(*plain) > max_criterion_value)
      return how.fail("must hold texts of at most 255 characters");
    into.values.push_back(std::move(*plain));
    return true;
  });
  // A list of windows is one criterion as much as one window is.
  if (!into.windows.empty()) into.listed = false;
  return good && ((into.windows.empty() || into.values.empty()) || how.fail("must hold windows or values, not both"));
}

template <wire_value V>
bool read_criteria(const V& value, criteria& into, reading& how) {
  if (!value.is_object()) return how.fail("must be an object");
  return value.each_member([&](std::string_view name, const V& member) {
    if (into.all.size() == max_criteria) return how.fail("must have at most 8 members");
    for (const auto& each : into.all)
      if (each.name == name) return how.fail("has a member twice");
    if (name.size() > max_criterion_name) return how.fail("has a member with a long name");
    auto& added = into.all.emplace_back();
    added.name = std::string{name};
    if (member.is_nothing()) return true;
    return read_criterion(member, added, how) || how.fail_within(added.name);
  });
}

template <class W>
void write_window(W& writer, const time_window& window) {
  writer.begin_object(window.least_ms > 0 ? 3 : 2);
  writer.name("from_ms");
  writer.integer(window.from_ms);
  writer.name("to_ms");
  writer.integer(window.to_ms);
  if (window.least_ms > 0) {
    writer.name("least_ms");
    writer.integer(window.least_ms);
  }
  writer.end_object();
}

template <class W>
void write_thousandths(W& writer, std::int64_t value) {
  value % 1'000 == 0 ? writer.integer(value / 1'000) : writer.real(static_cast<double>(value) / 1'000);
}

template <class W>
void write_spread(W& writer, const spread_terms& spread) {
  writer.begin_object(spread.limit ? 2 : 1);
  writer.name("values");
  writer.begin_list(spread.values.size());
  for (auto each : spread.values) {
    writer.entry();
    write_thousandths(writer, each);
  }
  writer.end_list();
  if (spread.limit) {
    writer.name("limit");
    write_thousandths(writer, *spread.limit);
  }
  writer.end_object();
}

template <class W>
void write_place(W& writer, const place_terms& place) {
  writer.begin_object(place.radius_m ? 3 : 2);
  writer.name("lat");
  writer.real(place.lat);
  writer.name("lon");
  writer.real(place.lon);
  if (place.radius_m) {
    writer.name("radius_m");
    writer.real(*place.radius_m);
  }
  writer.end_object();
}

template <class W>
void write_criterion(W& writer, const named_criterion& each) {
  if (each.is_nothing()) return writer.nothing();
  if (each.spread) return write_spread(writer, *each.spread);
  if (each.place) return write_place(writer, *each.place);
  if (each.windows.size() == 1) return write_window(writer, each.windows.front());
  if (!each.listed && each.values.size() == 1) return writer.text(each.values.front());
  writer.begin_list(each.windows.size() + each.values.size());
  for (const auto& window : each.windows) {
    writer.entry();
    write_window(writer, window);
  }
  for (const auto& value : each.values) {
    writer.entry();
    writer.text(value);
  }
  writer.end_list();
}

template <class W>
void write_criteria(W& writer, const criteria& value) {
  writer.begin_object(value.all.size());
  for (const auto& each : value.all) {
    writer.free_name(each.name);
    write_criterion(writer, each);
  }
  writer.end_object();
}

}  // namespace moim::wire
