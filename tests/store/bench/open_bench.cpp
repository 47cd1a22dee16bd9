// How long a store of a million rooms takes to open. Not part of the suite:
//   cmake --build --preset release --target open_bench && build/release/open_bench DIRECTORY

#include "store/rocks_store.hpp"

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <semaphore>

using namespace moim;
using namespace moim::store;

namespace {

constexpr std::uint64_t room_count = 1'000'000;
constexpr std::ptrdiff_t in_flight_max = 8'192;

std::unique_ptr<rocks_store> open(const std::string& path) {
  rocks_options options;
  options.path = path;
  auto begin = std::chrono::steady_clock::now();
  auto store = rocks_store::open(options).value();
  auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  std::printf("open: %.3f s\n", seconds);
  return store;
}

/// Every room has a record, every second one a card, every fourth a wake-up.
void fill(rocks_store& store) {
  std::counting_semaphore<in_flight_max> free_places{in_flight_max};
  for (std::uint64_t number = 0; number < room_count; ++number) {
    append_request request;
    request.entity = {entity_type::room, mix64(number), ~number};
    request.commit = number + 1;
    request.record = std::string(200, 'x');
    if (number % 2 == 0) request.card = card_change{std::string(100, 'c')};
    if (number % 4 == 0) request.wake = wake_change{static_cast<time_ms>(number) * second_ms};
    free_places.acquire();
    store.append(std::move(request), [&](append_result) { free_places.release(); });
  }
  for (std::ptrdiff_t i = 0; i < in_flight_max; ++i) free_places.acquire();
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: open_bench DIRECTORY (a new one)\n");
    return 2;
  }
  std::string path = arguments[1];
  {
    auto store = open(path);
    fill(*store);
    // What a killed process leaves: nothing writes any more, so a copy is as good.
    std::filesystem::copy(path, path + "-killed");
  }
  std::printf("after a clean end: ");
  open(path);
  std::printf("after a kill: ");
  open(path + "-killed");
}
