#include "domain/matching/matcher/matcher.hpp"
#include "domain/room/room.hpp"
#include "domain/user/user.hpp"
#include "store/storage_codec.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace moim;

namespace {

/// What can be read of a record is written, read and written again as the same bytes.
template <class Event>
void read(std::string_view bytes) {
  auto first = store::decode_commit<Event>(bytes);
  if (!first) return;
  auto written = store::encode_commit<Event>(first->at, first->events);
  auto second = store::decode_commit<Event>(written);
  if (!second || store::encode_commit<Event>(second->at, second->events) != written) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  switch (data[0] % 3) {
    case 0:
      read<room_event>(bytes);
      break;
    case 1:
      read<matcher_event>(bytes);
      break;
    default:
      read<user_event>(bytes);
  }
  return 0;
}
