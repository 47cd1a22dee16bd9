#include "sim/checks/linearizability.hpp"

#include "sim/checks/order_search.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace moim::sim {
namespace {

// More of them does not help anybody to see what is wrong.
constexpr std::size_t max_lines = 8;

std::string name_of(person_number person, const history& names) {
  return person == 0 ? "nobody" : moim::to_text(names.user_of(person));
}

std::string_view to_text(model_phase phase) {
  switch (phase) {
    case model_phase::absent:
      return "not there";
    case model_phase::open:
      return "open";
    case model_phase::overdue:
      return "open, though its time is over";
    case model_phase::locked:
      return "locked";
    case model_phase::cancelled:
      return "cancelled";
    case model_phase::closed:
      return "closed";
  }
  return "";
}

std::string to_text(const room_model& room, const history& names) {
  auto text = fmt::format("{}, {} of {} seats taken", to_text(room.phase), room.taken(), room.seats.size());
  for (std::size_t i = 0; i < room.seats.size(); ++i)
    if (room.seats[i] != 0) text += fmt::format(", {}: {}", i + 1, name_of(room.seats[i], names));
  return text;
}

std::string explain(const moment& obstacle, const room_history& seen, const history& names) {
  auto text = "nothing explains " + to_text(seen.operations[obstacle.returning], names);
  std::vector<std::string> rooms;
  for (const auto& each : obstacle.tried)
    rooms.push_back("\n  before it the room may have been " + to_text(each.room, names));
  std::sort(rooms.begin(), rooms.end());
  rooms.erase(std::unique(rooms.begin(), rooms.end()), rooms.end());
  rooms.resize(std::min(rooms.size(), max_lines));
  for (const auto& each : rooms) text += each;
  std::size_t told = 0;
  for (const auto* group : {&obstacle.changing, &obstacle.effectless})
    for (auto which : *group)
      if (which != obstacle.returning && ++told <= max_lines)
        text += "\n  under way: " + to_text(seen.operations[which], names);
  return text;
}

std::string ending_of(const room_operation& asked) {
  if (asked.how == ending::unknown) return "not known";
  if (asked.how == ending::refused) return std::string{describe(asked.refusal).name};
  if (asked.call == room_call::join) return fmt::format("seat {}", asked.seat);
  if (asked.call != room_call::read) return "done";
  return fmt::format("{}, {} of {} seats taken", enum_name(asked.phase), asked.seat, asked.seats);
}

}  // namespace

std::string to_text(const room_operation& asked, const history& names) {
  auto call = enum_name(asked.call);
  auto until = asked.returned == never ? std::string{"…"} : std::to_string(asked.returned);
  return fmt::format("[{}–{}] {} {}: {}", asked.invoked, until, name_of(asked.person, names), call, ending_of(asked));
}

order_found find_order(const room_history& seen, const history& names, std::uint64_t max_steps) {
  order_search search{seen, max_steps};
  auto is = search.run();
  return {is, search.steps(), is == linearizable::no ? explain(search.obstacle(), seen, names) : std::string{}};
}

}  // namespace moim::sim
