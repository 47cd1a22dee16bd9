#pragma once

#include "domain/declare/fields.hpp"
#include "domain/declare/time.hpp"

namespace moim {

struct agreed_value {
  std::uint8_t criterion = 0;
  std::string value;
  static constexpr auto fields() {
    return std::tuple{field{"criterion", &agreed_value::criterion, "Its place among the pool's criteria."},
                      field{"value", &agreed_value::value, "The oldest ticket's first value that suits all."}};
  }
  bool operator==(const agreed_value&) const = default;
};

struct agreed_window {
  std::uint8_t criterion = 0;
  time_ms from_ms = 0;
  time_ms to_ms = 0;
  static constexpr auto fields() {
    return std::tuple{field{"criterion", &agreed_window::criterion, "Its place among the pool's criteria."},
                      field{"from_ms", &agreed_window::from_ms, "When the overlap begins."},
                      field{"to_ms", &agreed_window::to_ms, "When it is over."}};
  }
  bool operator==(const agreed_window&) const = default;
};

struct agreed_point {
  std::uint8_t criterion = 0;
  double lat = 0;
  double lon = 0;
  static constexpr auto fields() {
    return std::tuple{field{"criterion", &agreed_point::criterion, "Its place among the pool's criteria."},
                      field{"lat", &agreed_point::lat, "Degrees north, to a millionth."},
                      field{"lon", &agreed_point::lon, "Degrees east, to a millionth."}};
  }
  bool operator==(const agreed_point&) const = default;
};

/// What a match settled on, for each criterion that some member gave, except spreads.
struct agreed_terms {
  std::vector<agreed_value> values;
  std::vector<agreed_window> windows;
  std::vector<agreed_point> points;
  static constexpr auto fields() {
    return std::tuple{field{"values", &agreed_terms::values, "Of lists and equal values.", bounds{0, 8}},
                      field{"windows", &agreed_terms::windows, "The whole overlaps.", bounds{0, 8}},
                      field{"points", &agreed_terms::points, "Meeting points.", bounds{0, 8}}};
  }
  bool operator==(const agreed_terms&) const = default;
};

}  // namespace moim
