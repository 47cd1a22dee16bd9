#include "sim/simulation/engine/newer_version.hpp"

#include <msgpack.hpp>

namespace moim::sim {
namespace {

/// A code that no event of today has.
constexpr std::uint16_t newer_code = 60'000;

bool is_newer(const msgpack::object& event) {
  return event.type == msgpack::type::ARRAY && event.via.array.size > 0 &&
         event.via.array.ptr[0].as<std::uint16_t>() == newer_code;
}

/// Packs [at, events] anew, without the newer events, and with a fresh one if asked for.
std::string repack(const std::string& record, bool with_newer) {
  auto handle = msgpack::unpack(record.data(), record.size());
  const auto& parts = handle.get().via.array;
  std::vector<const msgpack::object*> events;
  const auto& list = parts.ptr[1].via.array;
  for (std::uint32_t i = 0; i < list.size; ++i)
    if (!is_newer(list.ptr[i])) events.push_back(&list.ptr[i]);

  msgpack::sbuffer out;
  msgpack::packer<msgpack::sbuffer> pack{out};
  pack.pack_array(2);
  pack.pack(parts.ptr[0]);
  pack.pack_array(static_cast<std::uint32_t>(events.size() + (with_newer ? 1 : 0)));
  for (const auto* each : events) pack.pack(*each);
  if (with_newer) {
    pack.pack_array(2);
    pack.pack(newer_code);
    pack.pack_array(0);
  }
  return {out.data(), out.size()};
}

}  // namespace

std::string with_newer_event(const std::string& record) { return repack(record, true); }
std::string as_newer_reads(const std::string& record) { return repack(record, false); }

void read_as_newer(std::vector<store::stored_record>& records) {
  for (auto& each : records) each.bytes = as_newer_reads(each.bytes);
}

}  // namespace moim::sim
