#include "domain/matching/tickets/criteria.hpp"

namespace moim {
namespace {

/// Whether a sent criterion holds one thing only, of a form that `type` allows.
bool is_said(const named_criterion& each, criterion_type type) {
  bool values = !each.values.empty() || each.listed;
  bool windows = !each.windows.empty();
  int kinds = (values && !windows) + windows + each.spread.has_value() + each.place.has_value();
  if (kinds != 1) return false;
  switch (type) {
    case criterion_type::any_of:
      return values && !windows;
    case criterion_type::equal:
      return values && !windows && (!each.listed || each.values.size() <= 1);
    case criterion_type::window:
      // An empty list may be one of windows, too.
      return windows || (values && each.values.empty());
    case criterion_type::spread:
      return each.spread.has_value();
    case criterion_type::radius:
      return each.place && each.place->radius_m;
  }
  return false;
}

std::string key_of(const pool_kind& kind, std::uint8_t criterion) {
  return criterion < kind.criteria.size() ? kind.criteria[criterion].key : std::string{};
}

}  // namespace

bool named_criterion::is_nothing() const { return values.empty() && !listed && windows.empty() && !spread && !place; }

result<ticket_wishes> wishes_of(const pool_kind& kind, const criteria& from) {
  ticket_wishes wishes;
  for (const auto& each : from.all) {
    auto place = criterion_named(kind, each.name);
    if (!place) return fail(errc::criterion_invalid, "`" + each.name + "`: the pool has no such criterion.");
    auto type = kind.criteria[*place].type;
    if (each.is_nothing()) continue;
    if (!is_said(each, type))
      return fail(errc::criterion_invalid, "`" + each.name + "`: it is of type " + std::string{enum_name(type)} + ".");
    if (type == criterion_type::window)
      wishes.windows.push_back({*place, each.windows});
    else if (type == criterion_type::spread)
      wishes.spreads.push_back({*place, each.spread->values, each.spread->limit});
    else if (type == criterion_type::radius)
      wishes.radii.push_back({*place, each.place->lat, each.place->lon, *each.place->radius_m});
    else
      wishes.sets.push_back({*place, each.values});
  }
  return wishes;
}

criteria criteria_of(const pool_kind& kind, const ticket_wishes& wishes) {
  criteria told;
  auto add = [&](std::uint8_t criterion) -> named_criterion& {
    auto& added = told.all.emplace_back();
    added.name = key_of(kind, criterion);
    return added;
  };
  for (const auto& each : wishes.sets) {
    auto& added = add(each.criterion);
    added.values = each.values;
    added.listed =
        each.criterion >= kind.criteria.size() || kind.criteria[each.criterion].type != criterion_type::equal;
  }
  for (const auto& each : wishes.windows) add(each.criterion).windows = each.windows;
  for (const auto& each : wishes.spreads) add(each.criterion).spread = spread_terms{each.values, each.limit};
  for (const auto& each : wishes.radii) add(each.criterion).place = place_terms{each.lat, each.lon, each.radius_m};
  return told;
}

criteria criteria_of(const pool_kind& kind, const agreed_terms& terms) {
  criteria told;
  auto add = [&](std::uint8_t criterion) -> named_criterion& {
    auto& added = told.all.emplace_back();
    added.name = key_of(kind, criterion);
    return added;
  };
  for (const auto& each : terms.values) add(each.criterion).values = {each.value};
  for (const auto& each : terms.windows) add(each.criterion).windows = {{each.from_ms, each.to_ms, 0}};
  for (const auto& each : terms.points) add(each.criterion).place = place_terms{each.lat, each.lon, std::nullopt};
  return told;
}

}  // namespace moim
