#include "domain/declare/ids.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace moim;

/// Whatever is read as an id or a key is written back as the same text; a key may differ in the case of its letters.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  if (auto room = parse_id<room_id>(text); room && to_text(*room) != text) std::abort();
  if (auto user = parse_id<user_id>(text); user && to_text(*user) != text) std::abort();
  if (auto key = parse_request_key(text); key && parse_request_key(to_text(*key)) != key) std::abort();
  return 0;
}
