#include "domain/matching/index/signature.hpp"

#include <algorithm>

namespace moim {
namespace {

void put_values(const signature_layout& layout, const profile& of, signature& into) {
  std::uint8_t last = signature_layout::none;
  for (auto value : of.values()) {
    auto place = layout.set_place[criterion_of(value)];
    if (place == signature_layout::none) continue;
    if (criterion_of(value) != last) into.sets[place] = 0;
    last = criterion_of(value);
    into.sets[place] |= std::uint64_t{1} << (number_of(value) % 64);
    into.rough_values |= number_of(value) >= 64;
  }
}

void put_windows(const signature_layout& layout, const profile& of, signature& into) {
  bool any = false;
  for (const auto& ask : of.windows()) {
    if (ask.criterion != layout.window) continue;
    const auto& window = ask.window;
    into.from = any ? std::min(into.from, window.from_ms) : window.from_ms;
    into.to = any ? std::max(into.to, window.to_ms) : window.to_ms;
    into.min_overlap = any ? std::min(into.min_overlap, window.least_ms) : window.least_ms;
    into.rough |= any;
    any = true;
  }
}

}  // namespace

signature_layout make_layout(const pool_kind& kind) {
  signature_layout layout;
  layout.set_place.fill(signature_layout::none);
  std::uint8_t sets = 0;
  for (std::uint8_t i = 0; i < kind.criteria.size() && i < max_criteria; ++i) {
    auto claim = [&](std::uint8_t& place) {
      if (place != signature_layout::none)
        layout.complete = false;
      else
        place = i;
    };
    switch (kind.criteria[i].type) {
      case criterion_type::any_of:
      case criterion_type::equal:
        if (sets < signature_sets)
          layout.set_place[i] = sets++;
        else
          layout.complete = false;
        break;
      case criterion_type::window:
        claim(layout.window);
        break;
      case criterion_type::spread:
        claim(layout.spread);
        break;
      case criterion_type::radius:
        claim(layout.radius);
        break;
    }
  }
  return layout;
}

signature make_signature(const signature_layout& layout, const profile& of) {
  signature made;
  made.sizes = of.sizes;
  made.submitted_at = of.submitted_at;
  made.people = of.people();
  made.has_blocks = !of.blocks().empty();
  made.rough = !layout.complete;
  put_values(layout, of, made);
  put_windows(layout, of, made);
  for (const auto& ask : of.spreads()) {
    if (ask.criterion != layout.spread) continue;
    made.low = ask.low;
    made.high = ask.high;
    made.limit = ask.limit;
  }
  for (const auto& ask : of.radii()) {
    if (ask.criterion != layout.radius) continue;
    const auto& centre = ask.area.centre;
    made.x = static_cast<float>(centre.x);
    made.y = static_cast<float>(centre.y);
    made.z = static_cast<float>(centre.z);
    made.reach = static_cast<float>(ask.area.radius_m / earth_radius_m);
    made.has_radius = true;
  }
  return made;
}

}  // namespace moim
