#pragma once

#include "metrics/catalogue.hpp"
#include "net/edge.hpp"
#include "tests/net/support/edge_client.hpp"
#include "tests/support/make.hpp"

#include <catch2/catch.hpp>

namespace moim::test {

/// Actors that answer at once, on the caller's thread or another.
class ready_node final : public node_port {
 public:
  void deliver(node_message message) override {
    std::visit([this](auto& each) { answer(each); }, message);
  }
  time_ms now() override { return make::noon_ms; }
  id_secret secret() const override { return make::secret; }

  /// To the followers of room 1.
  void publish(version at, std::size_t changes) {
    room_changed text;
    text.room = make::room_number(1);
    text.from = text.to = at;
    text.changes.assign(changes, room_change{"seat_taken", make::user(1), 1});
    auto told = std::make_shared<publication>(publication{text.room.entity(), at, at, false, {}});
    told->texts.emplace_back(std::move(text));
    follower.load()->publish(told);
  }

  /// Joins are not answered until told.
  std::atomic<bool> holds_joins{false};
  std::vector<reply_address> held;

 private:
  std::atomic<outlet*> follower{nullptr};
  void answer(open_session& message) { message.reply.to->answer(message.reply.session, message.reply.request, done{}); }
  void answer(call_room& message) {
    if (holds_joins) return held.push_back(message.reply);
    message.reply.to->answer(message.reply.session, message.reply.request, seat_given{5});
  }
  void answer(follow_room& message) {
    room_followed told;
    told.room = message.room;
    told.token = "0-0000000000000000";
    follower = message.reply.to;
    message.reply.to->followed(message.reply.session, message.reply.request, audience::outsider, told);
  }
  void answer(auto&) {}
};

struct running_edge {
  explicit running_edge(edge_options options = {},
                        std::function<std::shared_ptr<const tls::context>()> certificate = {}) {
    auto opened = edge::open(std::move(options), {node,
                                                  metrics,
                                                  kinds,
                                                  [](std::string_view token, time_ms) -> result<identity> {
                                                    if (token != "good") return fail(errc::token_invalid);
                                                    return identity{make::user(1), make::noon_ms + hour_ms};
                                                  },
                                                  issuer,
                                                  [this] {
                                                    return http::readiness{ready, "draining", warming};
                                                  },
                                                  {},
                                                  std::move(certificate)});
    REQUIRE(opened);
    served = std::move(*opened);
  }
  edge_client client(const std::string& from = "127.0.0.1") const { return edge_client{served->port(), from}; }
  edge_client session() const {
    auto made = client();
    REQUIRE(made.upgrade("Authorization: Bearer good\r\n").find("HTTP/1.1 101") == 0);
    return made;
  }

  std::atomic<bool> ready{true};
  std::atomic<bool> warming{false};
  ready_node node;
  catalogue metrics{"test"};
  kind_table kinds{{make::meal()}};
  token_issuer issuer{server_secret{}};
  std::unique_ptr<edge> served;
};

inline std::string join(int id) {
  return R"({"jsonrpc":"2.0","id":)" + std::to_string(id) + R"(,"method":"room.join","params":{"room":")" +
         to_text(make::room_number(1)) + R"(","key":")" + to_text(make::key(static_cast<std::uint64_t>(id))) + "\"}}";
}

inline bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace moim::test
