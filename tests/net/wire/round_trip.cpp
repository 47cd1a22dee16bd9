#include "domain/declare/digest.hpp"
#include "net/wire/client_codec.hpp"
#include "net/wire/codec.hpp"
#include "tests/net/wire/generated.hpp"

#include <catch2/catch.hpp>

using namespace moim;

namespace {

constexpr int rounds = 50;

template <class T>
std::uint64_t fingerprint(const T& value) {
  return digest{}.add(value).value();
}

template <class Visitor>
void for_each_encoding(Visitor&& visit) {
  for (auto in : {encoding::json, encoding::msgpack}) visit(in);
}

/// Compared by digest, which covers every field.
template <class Method>
void require_call_survives(encoding in, test::generator& generate) {
  auto method = generate.value<Method>();
  auto options = generate.value<request_options>();
  if (Method::changes) options.key = generate.value<request_key>();
  std::string bytes;
  encode_call(in, rpc_id{std::int64_t{-7}}, method, options, bytes);
  auto decoded = decode_call(in, bytes);
  INFO(Method::name << " " << bytes << (decoded ? "" : decoded.error().why.detail));
  REQUIRE(decoded);
  const auto& call = std::get<incoming_call>(*decoded);
  REQUIRE(call.id == rpc_id{std::int64_t{-7}});
  REQUIRE(fingerprint(std::get<Method>(call.call)) == fingerprint(method));
  REQUIRE(fingerprint(call.options) == fingerprint(options));
  REQUIRE(call.parameters == (Method::changes ? digest_of(method) : 0));
}

template <class Answer>
void require_answer_survives(encoding in, test::generator& generate) {
  auto answer = generate.value<Answer>();
  std::string bytes;
  encode_answer(in, rpc_id{"a"}, answer, bytes);
  message_decoder decoder{in};
  auto message = decoder.decode(bytes);
  INFO(Answer::name << " " << bytes);
  REQUIRE(message);
  REQUIRE(std::get<reply>(*message).id == rpc_id{"a"});
  auto decoded = decoder.answer<Answer>();
  REQUIRE(decoded);
  REQUIRE(fingerprint(*decoded) == fingerprint(answer));
}

template <class Push>
void require_push_survives(encoding in, test::generator& generate) {
  auto push = generate.value<Push>();
  std::string bytes;
  encode_push(in, push, bytes);
  auto message = message_decoder{in}.decode(bytes);
  INFO(Push::name << " " << bytes);
  REQUIRE(message);
  REQUIRE(fingerprint(std::get<Push>(*message)) == fingerprint(push));
}

template <class... Answers>
void require_all_answers_survive(std::variant<Answers...>, encoding in, test::generator& generate) {
  (require_answer_survives<Answers>(in, generate), ...);
}

}  // namespace

TEST_CASE("every declared method is decoded as it was encoded") {
  test::generator generate{1};
  for_each_encoding([&](encoding in) {
    for (int round = 0; round < rounds; ++round)
      all_methods::for_each([&]<class Method>() { require_call_survives<Method>(in, generate); });
  });
}

TEST_CASE("a notification, and an id of any kind, is decoded as it was encoded") {
  for_each_encoding([&](encoding in) {
    for (const std::optional<rpc_id>& id :
         std::vector<std::optional<rpc_id>>{std::nullopt, rpc_id{null_id{}}, rpc_id{0.1}, rpc_id{"모임"}}) {
      std::string bytes;
      encode_call(in, id, list_kinds{}, {}, bytes);
      auto decoded = decode_call(in, bytes);
      REQUIRE(decoded);
      CHECK(std::get<incoming_call>(*decoded).id == id);
    }
  });
}

TEST_CASE("every declared answer is decoded as it was encoded") {
  test::generator generate{2};
  for_each_encoding([&](encoding in) {
    for (int round = 0; round < rounds; ++round) require_all_answers_survive(method_answer{}, in, generate);
  });
}

TEST_CASE("every declared push is decoded as it was encoded") {
  test::generator generate{3};
  for_each_encoding([&](encoding in) {
    for (int round = 0; round < rounds; ++round)
      all_pushes::for_each([&]<class Push>() { require_push_survives<Push>(in, generate); });
  });
}

TEST_CASE("every error is decoded with its code, its hint and its detail") {
  for_each_encoding([&](encoding in) {
    for (const auto& row : all_errors()) {
      std::string bytes;
      encode_error(in, rpc_id{std::int64_t{3}}, error{row.code, "The detail.", 250}, bytes);
      auto message = message_decoder{in}.decode(bytes);
      INFO(bytes);
      REQUIRE(message);
      const auto& read = std::get<failure>(*message);
      CHECK(read.id == rpc_id{std::int64_t{3}});
      CHECK(read.rpc_code == row.rpc_code);
      CHECK(read.code == row.name);
      CHECK(read.known_code == row.code);
      CHECK(read.retry == row.retry);
      CHECK(read.retry_after_ms == 250);
      CHECK(read.message == std::string{row.meaning} + " The detail.");
    }
  });
}

TEST_CASE("a request has the same digest in both encodings, and another one than other requests") {
  room_id room{1, 1};
  CHECK(digest_of(join_room{room}) == digest_of(join_room{room}));
  CHECK(digest_of(join_room{room}) != digest_of(leave_room{room}));
  CHECK(digest_of(join_room{room}) != digest_of(join_room{room_id{1, 3}}));
  // Stored with the request's outcome: it must be the same in every version.
  CHECK(digest_of(join_room{room_id{1, 2}}) == 0x9b24236a47e41763);
}
