#pragma once

#include "sim/scenarios/room_knowledge.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace moim::load {

/// What a person does, and a row of the report; those in brackets are no requests.
enum class operation : std::uint8_t {
  create,
  join,
  leave,
  lock,
  cancel,
  read,
  list,
  own_rooms,
  follow,
  submit,
  read_ticket,
  match,
  reconnect
};
constexpr std::string_view label_name(operation) { return "operation"; }
constexpr std::array<std::string_view, 13> enum_names(operation) {
  return {"room.create", "room.join",      "room.leave",    "room.lock",   "room.cancel", "room.read",  "room.list",
          "user.rooms",  "room.subscribe", "ticket.submit", "ticket.read", "(match)",     "(reconnect)"};
}
inline constexpr std::size_t operation_count = enum_names(operation{}).size();
constexpr std::string_view to_text(operation what) { return enum_names(what)[static_cast<std::size_t>(what)]; }

/// What the checks call it; of those that are about one room.
constexpr sim::room_call call_of(operation what) { return static_cast<sim::room_call>(what); }
static_assert(call_of(operation::create) == sim::room_call::create);
static_assert(call_of(operation::join) == sim::room_call::join && call_of(operation::leave) == sim::room_call::leave);
static_assert(call_of(operation::lock) == sim::room_call::lock && call_of(operation::cancel) == sim::room_call::cancel);

/// Whether it changes a room.
constexpr bool changes(operation what) { return what <= operation::cancel; }
/// Whether it needs a request key.
constexpr bool needs_key(operation what) { return changes(what) || what == operation::submit; }

/// People and connections are numbered from 0, in the order in which the run made them.
using person_number = sim::actor_number;
using connection_number = std::uint32_t;
/// Rooms too; the server knows them by another name.
using room_number = sim::room_number;

}  // namespace moim::load
