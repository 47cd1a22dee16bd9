#pragma once

#include "actors/messages.hpp"
#include "domain/declare/keyed_hash.hpp"
#include "net/kind_table.hpp"

namespace moim {

/// What becomes of a call: an answer that the edge knows by itself, or a message to an entity. The message's reply
/// address is still empty.
using routed_call = std::variant<method_answer, node_message>;

/// Turns calls into messages to the entities that decide them, as the methods' declarations name them. Calls about the
/// session itself (`session.*`, subscribing) are not routed. It keeps nothing: the same call goes the same way each
/// time.
class call_router {
 public:
  /// `kinds` and `secret` outlive the router. \param secret what derived ids are keyed with
  /// \param max_rooms_per_hour how many rooms one person may create in an hour
  call_router(const kind_table& kinds, const id_secret& secret, std::uint32_t max_rooms_per_hour)
      : kinds_{kinds}, secret_{secret}, max_rooms_per_hour_{max_rooms_per_hour} {}

  result<routed_call> route(const list_kinds& wanted, const caller& who, time_ms deadline) const;
  result<routed_call> route(const list_pools& wanted, const caller& who, time_ms deadline) const;

  /// By way of the caller's own log, which counts their rooms. Errors: `kind_unknown`, and what
  /// makes such a room impossible.
  result<routed_call> route(const create_room& wanted, const caller& who, time_ms deadline) const;
  /// Errors: `pool_unknown`, and what makes a ticket impossible in its pool.
  result<routed_call> route(const submit_request& wanted, const caller& who, time_ms deadline) const;

  /// What the list of rooms is asked.
  template <class Wanted>
  requires(std::is_constructible_v<directory_query, Wanted>) result<routed_call> route(const Wanted& wanted,
                                                                                       const caller&, time_ms deadline)
  const { return node_message{call_directory{wanted, deadline, {}}}; }

  /// A room's own commands and queries.
  template <goes_to<entity_type::room> Wanted>
  result<routed_call> route(const Wanted& wanted, const caller& who, time_ms deadline) const {
    return to_room(wanted.room, wanted, who, deadline);
  }

  /// A chat's, which its room lets through.
  template <goes_to<entity_type::chat> Wanted>
  result<routed_call> route(const Wanted& wanted, const caller& who, time_ms deadline) const {
    return node_message{call_chat{wanted.room, wanted, who, deadline, {}}};
  }

  /// The caller's own.
  template <goes_to<entity_type::user> Wanted>
  result<routed_call> route(const Wanted& wanted, const caller& who, time_ms deadline) const {
    return node_message{call_user{who.user, wanted, deadline, {}}};
  }
  template <goes_to<entity_type::inbox> Wanted>
  result<routed_call> route(const Wanted& wanted, const caller& who, time_ms deadline) const {
    return node_message{call_inbox{who.user, wanted, deadline, {}, who}};
  }

  /// What an entity of a plain type decides.
  template <class Wanted>
  requires(!std::is_void_v<plain_type_of<Wanted>>) result<routed_call> route(const Wanted& wanted, const caller& who,
                                                                             time_ms deadline)
  const {
    using type = plain_type_of<Wanted>;
    return node_message{call_plain<type>{type::entity_of(wanted, who), wanted, who, deadline, {}}};
  }

  /// What is asked about one ticket, whose id tells its pool, or about a pool by its name. Errors: `ticket_not_found`;
  /// `pool_unknown`.
  template <goes_to<entity_type::pool> Wanted>
  result<routed_call> route(const Wanted& wanted, const caller& who, time_ms deadline) const {
    auto pool = pool_of(wanted);
    if (!pool) return tl::unexpected{std::move(pool.error())};
    if constexpr (Wanted::changes)
      return to_pool(*pool, matcher_command{wanted}, who, deadline);
    else
      return to_pool(*pool, ticket_query{wanted}, who, deadline);
  }

 private:
  template <class Wanted>
  result<pool_id> pool_of(const Wanted& wanted) const {
    if constexpr (requires { wanted.ticket; }) {
      auto pool = kinds_.pool_of(wanted.ticket);
      if (!pool) return fail(errc::ticket_not_found);
      return *pool;
    } else {
      auto rules = kinds_.find_pool(wanted.kind, wanted.region.value_or(std::string{}));
      if (!rules) return fail(errc::pool_unknown);
      return id_of(*rules);
    }
  }
  static node_message to_room(const room_id& room, room_command command, const caller& who, time_ms deadline);
  static node_message to_pool(const pool_id& pool, std::variant<matcher_command, ticket_query> command,
                              const caller& who, time_ms deadline);

  const kind_table& kinds_;
  const id_secret& secret_;
  std::uint32_t max_rooms_per_hour_;
};

/// Writes where the answer goes into a routed call; a message that expects none stays as it is.
void address_reply(node_message& message, const reply_address& reply);

}  // namespace moim
