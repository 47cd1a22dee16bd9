#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string_view>

namespace moim::sim {

/// The groups that the report counts in.
enum class sighting : std::uint8_t { fault, recovery, event, answer, order };
constexpr std::array<std::string_view, 5> enum_names(sighting) {
  return {"Faults", "Ways back", "Events in the logs", "What people were told", "Orders of rooms' histories"};
}

/// How often what happened.
class tally {
 public:
  using counts = std::map<std::string_view, std::uint64_t>;

  /// `what` lives as long as the program.
  void count(sighting group, std::string_view what, std::uint64_t times = 1) { of(group)[what] += times; }
  void add(const tally& other) {
    for (std::size_t group = 0; group < groups_.size(); ++group)
      for (const auto& [what, times] : other.groups_[group]) groups_[group][what] += times;
  }
  counts& of(sighting group) { return groups_[static_cast<std::size_t>(group)]; }
  const counts& of(sighting group) const { return groups_[static_cast<std::size_t>(group)]; }

 private:
  std::array<counts, enum_names(sighting{}).size()> groups_;
};

}  // namespace moim::sim
