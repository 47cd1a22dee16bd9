#include "tests/fuzz/net/round_trip.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  moim::test::decode_and_repeat(moim::encoding::json, {reinterpret_cast<const char*>(data), size});
  return 0;
}
