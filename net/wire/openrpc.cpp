#include "net/wire/openrpc.hpp"

#include "net/wire/encoding.hpp"
#include "net/wire/openrpc_components.hpp"
#include "net/wire/openrpc_methods.hpp"

namespace moim {
namespace {

using namespace json_schema;

void write_info(json_writer& json) {
  json.name("info");
  json.begin_object(0);
  write_text(json, "title", "moim");
  write_text(json, "version", "1");
  write_text(
      json, "description",
      "A server on which people gather: rooms with limited seats, and a matcher. JSON-RPC 2.0, with parameters by "
      "name, batches and notifications. Messages for which nobody asked are in x-notifications; a refusal's "
      "error.data.code is one of x-errors.");
  json.name("license");
  json.begin_object(0);
  write_text(json, "name", "Apache-2.0");
  write_text(json, "url", "https://www.apache.org/licenses/LICENSE-2.0");
  json.end_object();
  json.end_object();
}

/// OpenRPC asks for a whole URL, and a server does not know its own as clients see it: this is where it listens unless
/// told otherwise.
void write_servers(json_writer& json) {
  json.name("servers");
  json.begin_list(0);
  json.entry();
  json.begin_object(0);
  write_text(json, "name", "moimd");
  write_text(json, "url", "ws://" + std::string{usual_address} + "/ws");
  write_text(json, "summary", "A WebSocket.");
  write_text(json, "description",
             "Put your server's address here. The subprotocol chooses the encoding: " +
                 std::string{subprotocol(encoding::json)} + " or " + std::string{subprotocol(encoding::msgpack)} + ".");
  json.end_object();
  json.end_list();
}

/// Every error there is, as it is on the wire.
void write_all_errors(json_writer& json) {
  json.name("x-errors");
  json.begin_list(0);
  for (const auto& row : all_errors()) {
    json.entry();
    json.begin_object(0);
    json.name("code");
    json.integer(row.rpc_code);
    write_text(json, "message", row.meaning);
    json.name("data");
    write_error_data(json, row);
    json.end_object();
  }
  json.end_list();
}

std::string make_document() {
  std::string text;
  json_writer json{text};
  json.begin_object(0);
  write_text(json, "openrpc", "1.3.2");
  write_info(json);
  write_servers(json);
  json.name("methods");
  json.begin_list(0);
  all_methods::for_each([&]<class Method>() { write_method<Method>(json); });
  json.end_list();
  json.name("x-notifications");
  json.begin_list(0);
  all_pushes::for_each([&]<class Push>() { write_push<Push>(json); });
  json.end_list();
  write_components(json);
  write_all_errors(json);
  json.end_object();
  return text;
}

}  // namespace

const std::string& openrpc_document() {
  static const std::string document = make_document();
  return document;
}

}  // namespace moim
