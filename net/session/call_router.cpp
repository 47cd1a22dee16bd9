#include "net/session/call_router.hpp"

#include "domain/declare/derived_ids.hpp"
#include "domain/planted.hpp"

namespace moim {

result<routed_call> call_router::route(const list_kinds&, const caller&, time_ms) const {
  return method_answer{kinds_.all()};
}

result<routed_call> call_router::route(const list_pools&, const caller&, time_ms) const {
  return method_answer{kinds_.pools()};
}

/// The room's id follows from who creates it with which key, so that a repeated request meets the same room.
result<routed_call> call_router::route(const create_room& wanted, const caller& who, time_ms deadline) const {
  const auto* kind = kinds_.find(wanted.kind);
  if (kind == nullptr) return fail(errc::kind_unknown);
  auto room = created_room_id(secret_, who.user, *who.key);
  if (is_planted(planted_bug::room_id_by_chance)) room.low ^= static_cast<std::uint64_t>(deadline);
  create_room_resolved asked{
      room, *kind, wanted.title, wanted.seats.value_or(kind->max_seats), {}, wanted, room_seed(secret_, room)};
  // What can never begin counts against nobody.
  if (auto why = why_no_room(asked)) return tl::unexpected{std::move(*why)};
  return node_message{call_host{{room, kind->key, kind->max_open_rooms, max_rooms_per_hour_},
                                {room, std::move(asked), who, deadline, {}}}};
}

result<routed_call> call_router::route(const submit_request& wanted, const caller& who, time_ms deadline) const {
  auto rules = kinds_.find_pool(wanted.kind, wanted.region.value_or(std::string{}));
  if (!rules) return fail(errc::pool_unknown);
  auto made = ticket_of(secret_, wanted, *rules, who.user, *who.key);
  if (!made) return tl::unexpected{made.error()};
  auto pool = id_of(*rules);
  return to_pool(pool, matcher_command{submit_resolved{std::move(rules), std::move(*made), wanted.ttl_s}}, who,
                 deadline);
}

node_message call_router::to_room(const room_id& room, room_command command, const caller& who, time_ms deadline) {
  return call_room{room, std::move(command), who, deadline, {}};
}

node_message call_router::to_pool(const pool_id& pool, std::variant<matcher_command, ticket_query> command,
                                  const caller& who, time_ms deadline) {
  return call_pool{pool, std::move(command), who, deadline, {}};
}

void address_reply(node_message& message, const reply_address& reply) {
  std::visit(
      [&](auto& each) {
        if constexpr (requires { each.reply; }) each.reply = reply;
        if constexpr (requires { each.then.reply; }) each.then.reply = reply;
      },
      message);
}

}  // namespace moim
