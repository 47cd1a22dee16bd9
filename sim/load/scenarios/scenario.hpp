#pragma once

#include "sim/load/options.hpp"
#include "sim/load/people/request.hpp"
#include "sim/load/people/world.hpp"

namespace moim::load {

/// Decides what people do next.
class scenario {
 public:
  virtual ~scenario() = default;
  /// What is done in the new rooms before the measuring.
  virtual std::vector<intent> prepare(const world&) { return {}; }
  /// What this person does next; nothing: they have done all they came for.
  virtual std::optional<intent> next(person_number who, const world& rooms) = 0;
};

/// The scenario of a plan: one of `scenario_name`. New rooms are of `kind`.
std::unique_ptr<scenario> make_scenario(const load_plan& plan, const std::string& kind);

std::unique_ptr<scenario> make_race(const load_plan& plan);
std::unique_ptr<scenario> make_revolving_door(const load_plan& plan);
std::unique_ptr<scenario> make_mixture(const load_plan& plan, const std::string& kind);

/// A room that a person will host.
intent create_room_by(person_number who, const std::string& kind, std::uint32_t seats, std::uint64_t number);

}  // namespace moim::load
