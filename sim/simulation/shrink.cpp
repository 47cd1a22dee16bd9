#include "sim/simulation/shrink.hpp"

#include <cmath>

namespace moim::sim {
namespace {

/// Seeds that each smaller set of parameters is given to break the promise.
constexpr std::uint64_t seeds_tried = 30;

class shrinking {
 public:
  shrinking(const outcome& failed, const fixed_parameters& fixed, catalogue& metrics)
      : best_{failed.seed, fixed, failed, 0}, promise_(failed.broken->promise), metrics_(metrics) {}

  /// Whether it still breaks with this parameter fixed; then it stays fixed.
  bool try_fixed(const parameter& which, double value) {
    auto fixed = best_.fixed;
    fixed[which.name] = value;
    for (std::uint64_t i = 0; i < seeds_tried; ++i) {
      auto seed = best_.seed + i;
      auto done = simulation{seed, metrics_, {fixed, nullptr}}.run();
      ++best_.runs;
      if (!done.broken || done.broken->promise != promise_) continue;
      best_ = {seed, std::move(fixed), std::move(done), best_.runs};
      return true;
    }
    return false;
  }

  double now(const parameter& which) const { return value_of(best_.done.drawn, which); }
  shrunk take() { return std::move(best_); }

 private:
  shrunk best_;
  std::string promise_;
  catalogue& metrics_;
};

/// The least that is still a run.
double least_of(const parameter& which) {
  if (which.name == "network-ms" || which.name == "store-ms") return 0;
  if (which.name == "fault-phase-ms") return 500;
  return 1;
}

/// What a run can have less of; what only bounds it is left as it is.
bool is_size(const parameter& which) {
  for (std::string_view name : {"nodes", "people", "rooms", "seats", "fault-phase-ms", "network-ms", "store-ms"})
    if (which.name == name) return true;
  return false;
}

}  // namespace

shrunk shrink(const outcome& failed, const fixed_parameters& fixed, catalogue& metrics,
              const std::function<void(const std::string&)>& progress) {
  shrinking it{failed, fixed, metrics};
  auto without_faults = [&] {
    for (const auto& each : all_parameters())
      if (each.is_fault && it.now(each) != 0 && it.try_fixed(each, 0)) progress(fmt::format("without {}", each.name));
  };
  without_faults();
  for (const auto& each : all_parameters()) {
    if (!is_size(each)) continue;
    // Halfway to the least, again and again, and by less once that is too much.
    for (auto step = (it.now(each) - least_of(each)) / 2; step >= 0.5; step /= 2)
      while (it.now(each) - step >= least_of(each) && it.try_fixed(each, std::floor(it.now(each) - step)))
        progress(fmt::format("{} {:g}", each.name, it.now(each)));
  }
  // A smaller run may need fewer of them.
  without_faults();
  return it.take();
}

}  // namespace moim::sim
