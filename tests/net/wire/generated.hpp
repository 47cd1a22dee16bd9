#pragma once

#include "domain/declare/fields.hpp"
#include "domain/declare/ids.hpp"
#include "domain/matching/tickets/criteria.hpp"

#include <algorithm>
#include <random>

namespace moim::test {

/// Values of declared types within their bounds, often at them.
class generator {
 public:
  explicit generator(std::uint64_t seed) : random_(seed) {}

  template <class T>
  T value(const bounds& limits = {}) {
    if constexpr (is_optional<T>::value) {
      if (chance()) return std::nullopt;
      return value<typename T::value_type>(limits);
    } else if constexpr (is_vector<T>::value) {
      T list(static_cast<std::size_t>(limits.min) + random_() % 3);
      for (auto& each : list) each = value<typename T::value_type>();
      return list;
    } else if constexpr (held_once<T>) {
      T object;
      object.own() = value<held_by<T>>(limits);
      return object;
    } else if constexpr (std::is_same_v<T, criteria>) {
      return some_criteria();
    } else if constexpr (declared<T>) {
      T object;
      for_each_field(object, [this]<class Field, class Member>(const Field& field, Member& member) {
        member = value<Member>(field.limits);
      });
      return object;
    } else if constexpr (std::is_same_v<T, bool>) {
      return chance();
    } else if constexpr (std::is_floating_point_v<T>) {
      return static_cast<double>(integer<std::int64_t>(limits)) / 2;
    } else if constexpr (std::is_integral_v<T>) {
      return integer<T>(limits);
    } else if constexpr (named_enum<T>) {
      return static_cast<T>(random_() % enum_names(T{}).size());
    } else if constexpr (std::is_same_v<T, std::string>) {
      return text(limits);
    } else if constexpr (std::is_same_v<T, request_key>) {
      return {(random_() & ~0xf000ULL) | 0x7000, (random_() >> 2) | (1ULL << 63)};
    } else {
      return {random_(), random_()};
    }
  }

 private:
  bool chance() { return random_() % 2 == 0; }

  /// As many of each shape as comes.
  criteria some_criteria() {
    criteria made;
    auto add = [&]() -> named_criterion& {
      auto& added = made.all.emplace_back();
      added.name = "c" + std::to_string(made.all.size()) + text({0, 8});
      return added;
    };
    if (chance()) {
      add().listed = true;
      for (auto count = random_() % 3; count > 0; --count) made.all.own().back().values.push_back(text({0, 255}));
    }
    if (chance()) add().values = {text({0, 255})};
    if (chance()) add().windows = {{integer<time_ms>({}), integer<time_ms>({}), integer<time_ms>({})}};
    if (chance())
      add().spread =
          spread_terms{{integer<std::int64_t>({0, 1'000'000'000})}, value<std::optional<std::int64_t>>({0, 2'500})};
    if (chance()) add().place = place_terms{static_cast<double>(random_() % 90) / 7, -0.5, 1'500.25};
    return made;
  }

  template <class T>
  T integer(const bounds& limits) {
    // JSON's numbers are whole up to 2^53.
    auto max = std::min<std::uint64_t>({static_cast<std::uint64_t>(limits.max), 1ULL << 53,
                                        static_cast<std::uint64_t>(std::numeric_limits<T>::max())});
    if (chance()) return static_cast<T>(chance() ? max : static_cast<std::uint64_t>(limits.min));
    auto min = static_cast<std::uint64_t>(limits.min);
    return static_cast<T>(min + random_() % (max - min + 1));
  }

  std::string text(const bounds& limits) {
    constexpr std::array<std::string_view, 9> letters{"a", "Z", "\"", "\\", "\n", "\x01", "é", "모", "🎲"};
    auto room = std::min<std::uint64_t>(static_cast<std::uint64_t>(limits.max - limits.min), 300);
    auto length = static_cast<std::uint64_t>(limits.min) + (chance() ? room : random_() % (room + 1));
    std::string text;
    for (std::uint64_t i = 0; i < length; ++i) text += letters[random_() % letters.size()];
    return text;
  }

  std::mt19937_64 random_;
};

}  // namespace moim::test
