#pragma once

#include "domain/declare/fields.hpp"
#include "domain/declare/ids.hpp"
#include "domain/matching/tickets/criteria.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

/// Example values of declared types, for the protocol page and the OpenRPC document: plausible, within their bounds,
/// always the same.
namespace moim {

/// `field` may be any struct's, or one's: `session.authenticate/token`.
struct sample_text {
  std::string_view field;
  std::string_view text;
};
inline constexpr std::array sample_texts{
    sample_text{"session.authenticate/token", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOi…"},
    sample_text{"title", "Lunch in Seongsu"},
    sample_text{"chat_change/event", "message_sent"},
    sample_text{"event", "seat_taken"},
    sample_text{"text", "On my way"},
    sample_text{"resume_failure/code", "room_not_found"},
    sample_text{"code", "K7PQ4MZT"},
    sample_text{"place/name", "The old mill"},
    sample_text{"tags", "soup"},
    sample_text{"picture", "https://pictures.example.org/soup.jpg"},
    sample_text{"token", "17-9f3a0c5512e4b7d1"},
    sample_text{"kind", "meal"},
    sample_text{"key", "meal"},
};
struct sample_number {
  std::string_view field;
  std::int64_t number;
};
inline constexpr std::array sample_numbers{
    sample_number{"seats", 4},       sample_number{"taken", 2},
    sample_number{"seat", 2},        sample_number{"max_seats", 20},
    sample_number{"min_seats", 2},   sample_number{"open_for_s", 86'400},
    sample_number{"from", 17},       sample_number{"to", 17},
    sample_number{"limit", 20},      sample_number{"now_ms", 1'795'000'000'000},
    sample_number{"wave_ms", 2'000}, sample_number{"penalty_s", 60},
    sample_number{"prefer", 4},      sample_number{"max_people", 20},
    sample_number{"ttl_s", 1'800},   sample_number{"patience_s", 60},
    sample_number{"invite_s", 60},
};
/// The value of every other field that tells a time.
inline constexpr std::int64_t sample_time_ms = 1'795'003'600'000;
inline constexpr request_key sample_key{0x01a1ec3bdc007000, 0x8000000000000001};

/// The optional members that are left out: they do not go with the others' samples.
inline constexpr std::array<std::string_view, 3> sample_without{"room_followed/snapshot", "chat_followed/snapshot",
                                                                "chat_message/removed_by"};

inline std::string sample_name(std::string_view owner, std::string_view name) {
  return std::string{owner} + "/" + std::string{name};
}

inline std::string sample_text_for(std::string_view owner, std::string_view name) {
  auto full_name = sample_name(owner, name);
  for (const auto& row : sample_texts)
    if (row.field == full_name || row.field == name) return std::string{row.text};
  return std::string{name};
}

inline criteria sample_criteria() {
  criteria made;
  made.all.push_back({"place", {"seongsu", "gangnam"}, true, {}, {}, {}});
  made.all.push_back({"when", {}, false, {{sample_time_ms, sample_time_ms + 2 * hour_ms, 45 * minute_ms}}, {}, {}});
  made.all.push_back({"where", {}, false, {}, {}, place_terms{37.5665, 126.978, 1'500}});
  made.all.push_back({"age", {}, false, {}, spread_terms{{31'000}, 8'000}, {}});
  made.all.push_back({"language", {"ko"}, false, {}, {}, {}});
  return made;
}

/// A value for the declared member `name` of `owner`. Optional members are there, but for `sample_without`.
template <class T>
T sample(std::string_view owner = {}, std::string_view name = {}, const bounds& limits = {}) {
  if constexpr (is_optional<T>::value) {
    bool is_without =
        std::find(sample_without.begin(), sample_without.end(), sample_name(owner, name)) != sample_without.end();
    if (is_without) return std::nullopt;
    return sample<typename T::value_type>(owner, name, limits);
  } else if constexpr (is_vector<T>::value) {
    return {sample<typename T::value_type>(owner, name, {})};
  } else if constexpr (held_once<T>) {
    T value;
    value.own() = sample<held_by<T>>(owner, name, limits);
    return value;
  } else if constexpr (std::is_same_v<T, criteria>) {
    return sample_criteria();
  } else if constexpr (declared<T>) {
    T object;
    for_each_field(object, []<class Field, class Member>(const Field& field, Member& member) {
      member = sample<Member>(T::name, field.name, field.limits);
    });
    return object;
  } else if constexpr (std::is_same_v<T, bool>) {
    return true;
  } else if constexpr (named_enum<T>) {
    return T{};
  } else if constexpr (std::is_same_v<T, std::string>) {
    return sample_text_for(owner, name);
  } else if constexpr (std::is_floating_point_v<T>) {
    return name == "lat" ? 37.5446 : 127.0559;
  } else if constexpr (std::is_integral_v<T>) {
    auto row =
        std::find_if(sample_numbers.begin(), sample_numbers.end(), [&](auto& each) { return each.field == name; });
    if (row != sample_numbers.end()) return static_cast<T>(row->number);
    return static_cast<T>(name.ends_with("_ms") ? sample_time_ms : std::max<std::int64_t>(1, limits.min));
  } else if constexpr (std::is_same_v<T, request_key>) {
    return sample_key;
  } else {
    return {0x01a1ec3bdc00d1d2, name == "user" || name == "host" ? 0x0a5a5a5a5a5a5a5aULL : 0x1b5c9e2f3d4a6b7cULL};
  }
}

}  // namespace moim
