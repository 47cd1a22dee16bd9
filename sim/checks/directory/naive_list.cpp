#include "sim/checks/directory/naive_list.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace moim::sim {
namespace {

using vector_3 = std::array<double, 3>;

vector_3 vector_of(double lat, double lon) {
  constexpr double degree = std::numbers::pi / 180;
  // The poles, and the meridian opposite to Greenwich, are written in many ways.
  double across = std::abs(lat) == 90 ? 0 : std::cos(lat * degree);
  if (lon == -180) lon = 180;
  return {across * std::cos(lon * degree), across * std::sin(lon * degree), std::sin(lat * degree)};
}

/// By cross and dot product, which is exact for points near to each other and for those on opposite sides.
double metres_between(const vector_3& a, const vector_3& b) {
  vector_3 cross{a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
  auto dot = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  return 6'371'000 * std::atan2(std::hypot(cross[0], cross[1], cross[2]), dot);
}

std::optional<double> metres_away(const room_filter& asked, const room_card& card) {
  if (!asked.near || !card.place || !card.place->point) return std::nullopt;
  const auto& point = *card.place->point;
  return metres_between(vector_of(asked.near->lat, asked.near->lon), vector_of(point.lat, point.lon));
}

belongs is_near(const room_filter& asked, const room_card& card) {
  if (!asked.near) return belongs::yes;
  auto away = metres_away(asked, card);
  if (!away) return belongs::no;
  constexpr double millimetre = 0.001;
  if (*away == asked.near->radius_m || *away < asked.near->radius_m - millimetre) return belongs::yes;
  return *away > asked.near->radius_m + millimetre ? belongs::no : belongs::perhaps;
}

std::string small_letters(std::string text) {
  for (auto& each : text)
    if (each >= 'A' && each <= 'Z') each = static_cast<char>(each - 'A' + 'a');
  return text;
}

/// Titles here have words of letters and single spaces alone, fewer than are searched.
bool has_text(const room_card& card, const std::string& text) {
  auto title = small_letters(card.title);
  auto wanted = small_letters(text);
  return title.starts_with(wanted) || title.find(" " + wanted) != std::string::npos;
}

bool is_in_time(const room_filter& asked, const room_card& card) {
  if (!asked.starts_from_ms && !asked.starts_to_ms) return true;
  if (!card.starts_at_ms) return false;
  return (!asked.starts_from_ms || *card.starts_at_ms >= *asked.starts_from_ms) &&
         (!asked.starts_to_ms || *card.starts_at_ms <= *asked.starts_to_ms);
}

std::uint32_t free_seats(const room_card& card) { return card.seats > card.taken ? card.seats - card.taken : 0; }

/// In milliseconds, and twice as many members are worth half a day.
double heat(const room_card& card) {
  return static_cast<double>(card.created_at_ms) + 43'200'000 * std::log2(card.taken + 1.0);
}

}  // namespace

belongs belongs_to(const room_filter& asked, const room_card& card) {
  if (asked.kind && card.kind != *asked.kind) return belongs::no;
  if (card.phase != asked.phase.value_or(room_phase::open)) return belongs::no;
  if (asked.with_free_seat.value_or(false) && free_seats(card) == 0) return belongs::no;
  if (free_seats(card) < asked.free_seats.value_or(0)) return belongs::no;
  if (!is_in_time(asked, card)) return belongs::no;
  if (asked.text && !has_text(card, *asked.text)) return belongs::no;
  for (const auto& tag : asked.tags.value_or(std::vector<std::string>{}))
    if (std::find(card.tags.begin(), card.tags.end(), tag) == card.tags.end()) return belongs::no;
  return is_near(asked, card);
}

std::optional<std::string> why_not_before(const room_filter& asked, const room_card& first, const room_card& second) {
  constexpr auto never = std::numeric_limits<std::int64_t>::max();
  switch (asked.order.value_or(list_order::newest)) {
    case list_order::newest:
      if (first.room < second.room) return "the older one comes first";
      break;
    case list_order::soonest:
      if (first.starts_at_ms.value_or(never) > second.starts_at_ms.value_or(never)) return "the later one comes first";
      break;
    case list_order::fullest:
      if (free_seats(first) > free_seats(second)) return "the one with more free seats comes first";
      break;
    case list_order::nearest:
      if (*metres_away(asked, first) > *metres_away(asked, second) + 1) return "the one further away comes first";
      break;
    case list_order::hot:
      // The index draws straight lines between the powers of two: less than a tenth of a doubling off.
      if (heat(first) + 0.1 * 43'200'000 < heat(second)) return "the one that is less hot comes first";
      break;
  }
  return std::nullopt;
}

}  // namespace moim::sim
