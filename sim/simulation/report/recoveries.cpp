#include "sim/simulation/report/recoveries.hpp"

#include <string>

namespace moim::sim {
namespace {

constexpr std::array<std::string_view, depth_bounds.size() + 1> depth_names{
    "replayed once",       "replayed twice",        "replayed 3 times",          "replayed 4 times",
    "replayed 5, 6 times", "replayed 7 or 8 times", "replayed more than 8 times"};

struct type_names {
  entity_type type;
  std::string_view loaded;
  std::string_view rested;
  std::string_view saved;
};
constexpr std::array types{
    type_names{entity_type::room, "room loaded", "room left memory", "room saved"},
    type_names{entity_type::user, "person loaded", "person left memory", "person saved"},
    type_names{entity_type::pool, "pool loaded", "pool left memory", "pool saved in part"},
    type_names{entity_type::inbox, "inbox loaded", "inbox left memory", "inbox saved"},
    type_names{entity_type::chat, "chat loaded", "chat left memory", "chat saved"},
};

constexpr std::array<std::string_view, 4> append_names{"append committed", "append conflicted", "append refused",
                                                       "append of unknown outcome"};

}  // namespace

void add_recoveries(const catalogue& metrics, tally& to) {
  const auto& from = metrics.entities;
  auto add = [&](std::string_view what, std::uint64_t times) { to.count(sighting::recovery, what, times); };
  for (std::size_t i = 0; i < append_names.size(); ++i)
    add(append_names[i], from.appends(static_cast<append_outcome>(i)).value());
  add("batch replayed", from.replays().value());
  for (std::size_t i = 0; i < depth_names.size(); ++i) add(depth_names[i], from.replay_depth().in_bucket(i));
  add("fence appended", from.fences().value());
  add("head confirmed", from.confirms().value());
  add("request answered again", from.duplicates().value());
  add("delivery sent", from.deliveries(delivery_step::sent).value());
  add("delivery done", from.deliveries(delivery_step::done).value());
  add("delivery not taken yet", from.deliveries(delivery_step::not_yet).value());
  add("delivery met a full queue", from.deliveries(delivery_step::busy).value());
  add("delivery put aside", from.deliveries(delivery_step::put_aside).value());
  add("wake-up claimed", from.wake_ups(wake_step::claimed).value());
  add("wake-up handled", from.wake_ups(wake_step::handled).value());
  for (const auto& [type, loaded, rested, saved] : types) {
    add(loaded, from.loads(type).value());
    add(rested, from.passivations(type).value());
    add(saved, from.snapshots(type).value());
  }
}

}  // namespace moim::sim
