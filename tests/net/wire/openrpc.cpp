#include "net/wire/openrpc.hpp"

#include "domain/method_errors.hpp"
#include "net/wire/client_codec.hpp"
#include "net/wire/codec.hpp"
#include "net/wire/json_value.hpp"
#include "net/wire/msgpack_value.hpp"
#include "net/wire/sample.hpp"

#include <catch2/catch.hpp>

#include <cctype>
#include <set>

using namespace moim;

namespace {

template <class V>
std::optional<V> member(const V& object, std::string_view name) {
  std::optional<V> found;
  object.each_member([&](std::string_view each, const V& value) {
    if (each == name) found.emplace(value);
    return !found;
  });
  return found;
}

template <class V>
std::set<std::string> names_in(const V& list) {
  std::set<std::string> names;
  list.each_entry([&](const V& entry) { return names.emplace(*member(entry, "name")->text()).second; });
  return names;
}

/// What `rpc.discover` answers.
template <class Parser>
void require_discovery_lists_everything(encoding in) {
  std::string bytes;
  encode_discovery(in, rpc_id{std::int64_t{4}}, bytes);
  Parser parser;
  auto message = parser.parse(bytes);
  REQUIRE(message);
  CHECK(member(*message, "id")->integer() == 4);
  auto document = *member(*message, "result");
  CHECK(member(document, "openrpc")->text() == "1.3.2");
  auto methods = names_in(*member(document, "methods"));
  all_methods::for_each([&]<class Method>() { CHECK(methods.count(std::string{Method::name}) == 1); });
  auto pushes = names_in(*member(document, "x-notifications"));
  all_pushes::for_each([&]<class Push>() { CHECK(pushes.count(std::string{Push::name}) == 1); });
}

}  // namespace

TEST_CASE("rpc.discover lists every method and push in both encodings") {
  require_discovery_lists_everything<json_parser>(encoding::json);
  require_discovery_lists_everything<msgpack_parser>(encoding::msgpack);
}

TEST_CASE("a parameter's bounds and a key's need are in the document") {
  const auto& document = openrpc_document();
  CHECK(document.find(R"({"name":"limit","description":"How many; 20 if absent.","required":false,)"
                      R"("schema":{"type":"integer","minimum":1,"maximum":100}})") != std::string::npos);
  auto join = document.find(R"("name":"room.join")");
  auto key = document.find(R"("name":"key")", join);
  CHECK(document.substr(document.find(R"("required":)", key), 15) == R"("required":true)");
}

TEST_CASE("the document says of every method who may call it and what decides it") {
  const auto& document = openrpc_document();
  auto says = [&](const std::string& method, const std::string& caller, const std::string& decider) {
    auto from = document.find(R"({"name":")" + method + '"');
    auto said = document.substr(from, document.find(R"("paramStructure")", from) - from);
    return said.ends_with(R"(,"x-caller":")" + caller + R"(","x-decided-by":")" + decider + R"(",)");
  };
  CHECK(says("room.kick", "host", "room"));
  CHECK(says("ticket.submit", "person", "pool"));
  CHECK(says("kind.list", "guest", "edge"));
  all_methods::for_each([&]<class Method>() {
    INFO(Method::name);
    CHECK(says(std::string{Method::name}, std::string{enum_name(caller_of<Method>())},
               std::string{target_name(target_of<Method>())}));
  });
}

TEST_CASE("every reference in the document leads to a schema") {
  const auto& document = openrpc_document();
  const std::string reference = R"("$ref":"#/components/schemas/)";
  std::size_t found = 0;
  for (auto at = document.find(reference); at != std::string::npos; at = document.find(reference, at + 1), ++found) {
    auto from = at + reference.size();
    auto name = document.substr(from, document.find('"', from) - from);
    CHECK(document.find("\"" + name + R"(":{"title":")" + name + '"') != std::string::npos);
  }
  CHECK(found > 10);
}

TEST_CASE("a method's errors are those that its declaration names, by their codes and by their names") {
  const auto& document = openrpc_document();
  all_methods::for_each([&]<class Method>() {
    INFO(Method::name);
    auto from = document.find("\"errors\":[", document.find("{\"name\":\"" + std::string{Method::name} + '"'));
    auto codes = document.find("\"x-error-codes\":[", from);
    auto groups = document.substr(from, codes - from);
    auto names = document.substr(codes, document.find(']', codes) - codes);
    for (const auto& row : all_errors()) {
      bool is_named = names.find('"' + std::string{row.name} + '"') != std::string::npos;
      CHECK(is_named == errors_of<Method>().contains(row.code));
      auto group = row.group == error_group::protocol ? row.name : to_text(row.group);
      if (is_named) CHECK(groups.find("/errors/" + std::string{group} + '"') != std::string::npos);
    }
  });
}

TEST_CASE("what generators make of the names of schemas, methods and pushes are different types") {
  json_parser parser;
  auto document = *parser.parse(openrpc_document());
  auto pascal = [](std::string_view name) {
    std::string made;
    bool begins = true;
    for (char c : name) {
      bool parts = c == '.' || c == '_';
      if (!parts) made += begins ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
      begins = parts;
    }
    return made;
  };
  std::set<std::string> types;
  for (auto list : {"methods", "x-notifications"})
    for (const auto& name : names_in(*member(document, list))) CHECK(types.insert(pascal(name)).second);
  member(*member(document, "components"), "schemas")->each_member([&](std::string_view name, const auto& schema) {
    INFO(name);
    CHECK(member(schema, "title")->text() == name);
    CHECK(types.insert(pascal(name)).second);
    return true;
  });
  CHECK(types.size() > 80);
}

TEST_CASE("the document is the same in both encodings, with the fractions of its examples") {
  std::string bytes;
  encode_discovery(encoding::msgpack, rpc_id{std::int64_t{4}}, bytes);
  CHECK(bytes.find("\xcb\x40\x42\xc8\x83\x12\x6e\x97\x8d") != std::string::npos);  // 37.5665
  CHECK(openrpc_document().find("37.5665") != std::string::npos);
}

TEST_CASE("the example of every method is a request that the server takes") {
  all_methods::for_each([]<class Method>() {
    std::string bytes;
    encode_call(encoding::json, rpc_id{std::int64_t{1}}, sample<Method>(), {sample_key, {}}, bytes);
    INFO(bytes);
    CHECK(decode_call(encoding::json, bytes));
  });
}
