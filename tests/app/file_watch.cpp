#include "app/file_watch.hpp"

#include <catch2/catch.hpp>

#include <future>

namespace moim {
namespace {

constexpr std::chrono::hours never{1};
constexpr std::chrono::seconds long_enough{20};

TEST_CASE("a watch looks at once when it is asked to, and again when it is asked again") {
  std::promise<void> looks[2];
  int count = 0;
  file_watch watch{[&] { looks[count++].set_value(); }, never};
  for (auto& each : looks) {
    watch.look_now();
    CHECK(each.get_future().wait_for(long_enough) == std::future_status::ready);
  }
}

TEST_CASE("a watch looks by itself every so often") {
  std::promise<void> third;
  int count = 0;
  file_watch watch{[&] {
                     if (++count == 3) third.set_value();
                   },
                   std::chrono::milliseconds{1}};
  CHECK(third.get_future().wait_for(long_enough) == std::future_status::ready);
}

TEST_CASE("a watch ends without a look if nobody asked for one") {
  int count = 0;
  {
    file_watch watch{[&] { ++count; }, never};
  }
  CHECK(count == 0);
}

}  // namespace
}  // namespace moim
