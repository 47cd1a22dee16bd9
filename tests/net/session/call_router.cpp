#include "net/session/call_router.hpp"

#include "domain/declare/derived_ids.hpp"
#include "tests/support/make_tickets.hpp"

#include <catch2/catch.hpp>

namespace moim::test {
namespace {

constexpr time_ms routed_until = 12'345;
constexpr std::uint32_t routed_rooms_per_hour = 7;

struct router_fixture {
  const caller alice{make::user(1), make::key(9), 77};
  kind_table kinds{{make::meal()}, {make::rules()}};
  call_router router{kinds, make::secret, routed_rooms_per_hour};

  /// The message that a call becomes, which must be a `Message`.
  template <class Message>
  Message routed(const auto& wanted) const {
    auto where = router.route(wanted, alice, routed_until);
    REQUIRE(where);
    REQUIRE(std::holds_alternative<node_message>(*where));
    REQUIRE(std::holds_alternative<Message>(std::get<node_message>(*where)));
    return std::get<Message>(std::get<node_message>(*where));
  }
  std::string refusal(const auto& wanted) const {
    auto where = router.route(wanted, alice, routed_until);
    return where ? "none" : std::string{describe(where.error().code).name};
  }
};

TEST_CASE("a room's commands and queries go to their room, with who asks and until when") {
  router_fixture f;
  auto call = f.routed<call_room>(leave_room{make::room_number(3)});
  CHECK(call.room == make::room_number(3));
  CHECK(std::holds_alternative<leave_room>(call.command));
  CHECK(call.who.user == make::user(1));
  CHECK(call.who.key == make::key(9));
  CHECK(call.who.parameters == 77);
  CHECK(call.deadline == routed_until);
  CHECK(std::holds_alternative<read_room>(f.routed<call_room>(read_room{make::room_number(3)}).command));
}

TEST_CASE("a new room goes by its creator's log to the id that follows from creator and key, with its kind resolved") {
  router_fixture f;
  create_room wanted{"meal", "Soup", std::nullopt};
  auto asked = f.routed<call_host>(wanted);
  CHECK(asked.to() == make::user(1).entity());
  CHECK(asked.wanted.room == asked.then.room);
  CHECK(asked.wanted.kind == "meal");
  CHECK(asked.wanted.max_open == make::meal().max_open_rooms);
  CHECK(asked.wanted.max_per_hour == routed_rooms_per_hour);
  const auto& call = asked.then;
  CHECK(call.room == created_room_id(make::secret, make::user(1), make::key(9)));
  const auto& command = std::get<create_room_resolved>(call.command);
  CHECK(command.room == call.room);
  CHECK(command.kind == make::meal());
  CHECK(command.seats == make::meal().max_seats);
  CHECK(command.seed == room_seed(make::secret, call.room));
  CHECK(f.routed<call_host>(wanted).then.room == call.room);
  wanted.seats = make::meal().max_seats + 1;
  CHECK(f.refusal(wanted) == "seats_out_of_range");
  wanted.kind = "banquet";
  CHECK(f.refusal(wanted) == "kind_unknown");
}

TEST_CASE("a room that can never begin as it is described goes to nobody's log") {
  router_fixture f;
  create_room wanted{"meal", "Soup", std::nullopt};
  wanted.part<description>() = description_content{};
  CHECK(f.refusal(wanted) == "not_offered");
  CHECK(f.refusal(create_room{"meal", "Soup\u202e", std::nullopt}) == "text_invalid");
}

TEST_CASE("tickets go to their kind's pool when they are new, and afterwards where their id says") {
  router_fixture f;
  auto submit = f.routed<call_pool>(make::wish("seongsu"));
  CHECK(submit.pool == id_of(make::rules()));
  auto ticket = std::get<submit_resolved>(std::get<matcher_command>(submit.command)).ticket.id;
  CHECK(f.routed<call_pool>(cancel_request{ticket}).pool == submit.pool);
  CHECK(std::holds_alternative<ticket_query>(f.routed<call_pool>(read_ticket{ticket}).command));
  CHECK(std::holds_alternative<ticket_query>(f.routed<call_pool>(explain_request{ticket}).command));
  CHECK(f.routed<call_pool>(list_tickets{"meal", std::nullopt}).pool == submit.pool);
  CHECK(f.refusal(list_tickets{"banquet", std::nullopt}) == "pool_unknown");
  CHECK(f.routed<call_pool>(accept_party{ticket}).pool == submit.pool);
  CHECK(f.routed<call_pool>(decline_party{ticket}).pool == submit.pool);
  CHECK(f.routed<call_pool>(list_parties{"meal", std::nullopt}).pool == submit.pool);
  CHECK(f.refusal(list_parties{"banquet", std::nullopt}) == "pool_unknown");
  CHECK(f.refusal(cancel_request{ticket_id{1, 2}}) == "ticket_not_found");
}

TEST_CASE("a person's own things go to the person, lists of rooms to the directory") {
  router_fixture f;
  CHECK(f.routed<call_user>(read_user{}).user == make::user(1));
  CHECK(f.routed<call_inbox>(read_inbox{}).user == make::user(1));
  CHECK(f.routed<call_inbox>(mark_inbox{1}).user == make::user(1));
  list_rooms wanted;
  wanted.limit = 5;
  CHECK(std::get<list_rooms>(f.routed<call_directory>(wanted).query).limit == 5u);
  CHECK(std::get<find_room>(f.routed<call_directory>(find_room{"K7WQ"}).query).code == "K7WQ");
}

/// The type of the entity that a message is for; nothing if it is for none.
std::optional<entity_type> type_of_target(const node_message& message) {
  return std::visit(
      [](const auto& each) -> std::optional<entity_type> {
        if constexpr (requires { each.to(); })
          return each.to().type;
        else
          return std::nullopt;
      },
      message);
}

/// What lets calls for an entity of that type through: a chat knows no members, and its room does.
constexpr entity_type door_of(entity_type type) { return type == entity_type::chat ? entity_type::room : type; }

/// Whether the conversation answers a method before anything is routed.
template <class Method>
constexpr bool is_about_session = is_in<Method, type_list<subscribe_room, subscribe_chat>> || [] {
  if constexpr (std::is_same_v<decltype(target_of<Method>()), no_entity>)
    return target_of<Method>() == no_entity::session;
  else
    return false;
}();

TEST_CASE("every call goes to an entity of the type that its method's declaration names") {
  router_fixture f;
  std::size_t routed = 0;
  all_methods::for_each([&]<class Method>() {
    if constexpr (!is_about_session<Method>) {
      INFO(Method::name);
      Method wanted{};
      if constexpr (requires { wanted.kind = std::string{}; }) wanted.kind = "meal";
      if constexpr (requires { wanted.ticket; }) wanted.ticket = make::ticket_of(f.alice, make::rules());
      auto where = f.router.route(wanted, f.alice, routed_until);
      REQUIRE(where);
      ++routed;
      if constexpr (!std::is_same_v<decltype(target_of<Method>()), no_entity>)
        CHECK(type_of_target(std::get<node_message>(*where)) == door_of(target_of<Method>()));
      else if (target_of<Method>() == no_entity::edge)
        CHECK(std::holds_alternative<method_answer>(*where));
      else
        CHECK_FALSE(type_of_target(std::get<node_message>(*where)));
    }
  });
  CHECK(routed > 30);
}

TEST_CASE("kinds and pools are known at the edge, also to strangers") {
  router_fixture f;
  auto kinds = f.router.route(list_kinds{}, caller{}, routed_until);
  CHECK(std::get<kind_list>(std::get<method_answer>(*kinds)).kinds.size() == 1);
  auto pools = f.router.route(list_pools{}, caller{}, routed_until);
  CHECK(std::get<pool_list>(std::get<method_answer>(*pools)).pools.size() == 1);
}

TEST_CASE("a message that expects an answer is told where it goes") {
  router_fixture f;
  node_message call = f.routed<call_room>(read_room{make::room_number(3)});
  address_reply(call, {nullptr, 5, 6});
  CHECK(std::get<call_room>(call).reply.session == 5);
  CHECK(std::get<call_room>(call).reply.request == 6);
  node_message goodbye = close_session{make::user(1), nullptr, 5};
  address_reply(goodbye, {nullptr, 8, 9});
  CHECK(std::get<close_session>(goodbye).session == 5);
}

}  // namespace
}  // namespace moim::test
