#include "sim/simulation/checkers/group_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace moim::sim {
namespace {

template <class Wish>
void put_instead(std::vector<Wish>& wishes, const std::vector<Wish>& step) {
  for (const auto& each : step) {
    std::erase_if(wishes, [&](const Wish& wish) { return wish.criterion == each.criterion; });
    wishes.push_back(each);
  }
}

template <class Wish>
const Wish* wish_for(const std::vector<Wish>& wishes, std::uint8_t criterion) {
  auto found =
      std::find_if(wishes.begin(), wishes.end(), [&](const Wish& wish) { return wish.criterion == criterion; });
  return found == wishes.end() ? nullptr : &*found;
}

struct check {
  const pool_kind& kind;
  std::span<const asking> group;
  const agreed_terms& agreed;
  time_ms at;

  std::optional<std::string> people(std::uint32_t told) const {
    std::set<user_id> all;
    std::size_t count = 0;
    for (const auto& each : group) {
      all.insert(each.of->users.begin(), each.of->users.end());
      count += each.of->users.size();
    }
    if (all.size() != count) return "somebody is in it twice";
    if (count != told) return fmt::format("it is said to have {} people, and has {}", told, count);
    if (group.size() < std::max(kind.least_tickets, 2u)) return fmt::format("it has only {} tickets", group.size());
    for (const auto& each : group)
      if ((each.sizes & size_of(told)) == 0) return fmt::format("{} people do not suit {}", told, to_text(each.of->id));
    return std::nullopt;
  }

  std::optional<std::string> blocks() const {
    for (const auto& each : group)
      for (const auto& unwanted : each.of->not_with)
        for (const auto& other : group)
          if (&other != &each && unwanted.until > at &&
              std::find(other.of->users.begin(), other.of->users.end(), unwanted.user) != other.of->users.end())
            return to_text(each.of->id) + " is not to meet " + to_text(unwanted.user);
    return std::nullopt;
  }

  std::optional<std::string> values(std::uint8_t criterion) const {
    auto settled = wish_for(agreed.values, criterion);
    for (const auto& each : group) {
      const auto* asked = wish_for(each.wishes.sets, criterion);
      if (!asked) continue;
      if (!settled || std::find(asked->values.begin(), asked->values.end(), settled->value) == asked->values.end())
        return "the value that was agreed on does not suit " + to_text(each.of->id);
    }
    return std::nullopt;
  }

  std::optional<std::string> windows(std::uint8_t criterion) const {
    auto settled = wish_for(agreed.windows, criterion);
    auto suits = [&](const time_window& window) {
      return settled && window.from_ms <= settled->from_ms && settled->to_ms <= window.to_ms &&
             settled->to_ms - std::max(settled->from_ms, at + kind.notice_s * second_ms) >= window.least_ms;
    };
    for (const auto& each : group) {
      const auto* asked = wish_for(each.wishes.windows, criterion);
      if (asked && std::none_of(asked->windows.begin(), asked->windows.end(), suits))
        return "the time that was agreed on does not suit " + to_text(each.of->id);
    }
    return std::nullopt;
  }

  std::optional<std::string> spread(std::uint8_t criterion) const {
    std::set<std::int64_t> values;
    for (const auto& each : group)
      if (const auto* asked = wish_for(each.wishes.spreads, criterion))
        values.insert(asked->values.begin(), asked->values.end());
    for (const auto& each : group)
      if (const auto* asked = wish_for(each.wishes.spreads, criterion); asked && asked->limit)
        if (*values.rbegin() - *values.begin() > *asked->limit) return "too far apart for " + to_text(each.of->id);
    return std::nullopt;
  }

  std::optional<std::string> criterion(std::uint8_t place) const {
    switch (kind.criteria[place].type) {
      case criterion_type::any_of:
      case criterion_type::equal:
        return values(place);
      case criterion_type::window:
        return windows(place);
      case criterion_type::spread:
        return spread(place);
      case criterion_type::radius:
        return std::nullopt;
    }
    return std::nullopt;
  }
};

}  // namespace

asking asking_after(const ticket& of, std::uint8_t steps) {
  asking now{&of, of.wishes, of.sizes};
  for (std::size_t i = 0; i < steps && i < of.relax.size(); ++i) {
    const auto& step = of.relax[i];
    put_instead(now.wishes.sets, step.wishes.sets);
    put_instead(now.wishes.windows, step.wishes.windows);
    put_instead(now.wishes.spreads, step.wishes.spreads);
    put_instead(now.wishes.radii, step.wishes.radii);
    if (step.sizes != 0) now.sizes = step.sizes;
  }
  std::erase_if(now.wishes.sets, [](const set_wish& wish) { return wish.values.empty(); });
  std::erase_if(now.wishes.windows, [](const window_wish& wish) { return wish.windows.empty(); });
  return now;
}

std::optional<std::string> why_no_group(const pool_kind& kind, std::span<const asking> group, std::uint32_t people,
                                        const agreed_terms& agreed, time_ms at) {
  check asked{kind, group, agreed, at};
  if (auto why = asked.people(people)) return why;
  if (auto why = asked.blocks()) return why;
  for (std::size_t i = 0; i < kind.criteria.size(); ++i)
    if (auto why = asked.criterion(static_cast<std::uint8_t>(i))) return why;
  bool patient = std::all_of(group.begin(), group.end(), [&](const asking& each) {
    return at < each.of->submitted_at + kind.patience_s * second_ms;
  });
  if (kind.prefer && people < *kind.prefer && patient)
    return "it is smaller than preferred, and nobody has waited long";
  return std::nullopt;
}

}  // namespace moim::sim
