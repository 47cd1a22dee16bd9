#pragma once

#include "sim/scenarios/random_source.hpp"
#include "sim/scenarios/room_knowledge.hpp"

#include <memory>
#include <optional>

/// What people do: the same people come to the load harness and to the simulator. Pure: they see what they know of the
/// rooms and a seeded source of chance, and say what they would like; the program that they came to does it.
namespace moim::sim {

/// `again`: a request whose answer was heard long ago, with its key. `go_away`: without a word, to come back.
enum class act : std::uint8_t { create, join, leave, lock, cancel, read, list, own_rooms, follow, again, go_away };

/// What a person would like to do next.
struct intention {
  act what{};
  /// Which room, if it is about one that is there.
  std::optional<room_number> where;
  /// Of a room to be created.
  std::uint32_t seats = 0;
};

enum class scenario_name : std::uint8_t { hot, many, mixed, churn, revolving, anything };
constexpr std::array<std::string_view, 6> enum_names(scenario_name) {
  return {"hot", "many", "mixed", "churn", "revolving", "anything"};
}

struct seat_range {
  std::uint32_t min = 0;
  std::uint32_t max = 0;
};

struct scenario_setup {
  scenario_name name{};
  std::uint32_t people = 0;
  /// How many rooms there are from the start, or soon after it.
  std::uint32_t rooms = 0;
  /// Of rooms that people create.
  seat_range seats;
  std::uint64_t seed = 0;
};

/// Decides what people do next.
class scenario {
 public:
  virtual ~scenario() = default;
  /// A person who joins one of the first rooms before anything is measured.
  struct arrival {
    actor_number who = 0;
    room_number where = 0;
  };
  virtual std::vector<arrival> prepare(const room_knowledge&) { return {}; }
  /// What this person does next; nothing: they have done all they came for. There is a room at least.
  virtual std::optional<intention> next(actor_number who, const room_knowledge& seen) = 0;
};

std::unique_ptr<scenario> make_scenario(const scenario_setup& setup);

std::unique_ptr<scenario> make_race(const scenario_setup& setup);
std::unique_ptr<scenario> make_revolving_door(const scenario_setup& setup);
/// `mixed`, `churn` or `anything`.
std::unique_ptr<scenario> make_mixture(const scenario_setup& setup);

}  // namespace moim::sim
