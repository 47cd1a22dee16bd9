#include "net/wire/codec.hpp"
#include "net/wire/json_value.hpp"
#include "net/wire/openrpc.hpp"
#include "net/wire/write_fields.hpp"

namespace moim {
namespace {

/// Calls `write` with the writer of an encoding.
template <class Write>
void with_writer(encoding in, std::string& out, Write&& write) {
  if (in == encoding::json) {
    json_writer writer{out};
    write(writer);
  } else {
    msgpack_writer writer{out};
    write(writer);
  }
}

template <wire_writer W>
void write_error(W& writer, const error& why) {
  const auto& row = describe(why.code);
  writer.name("error");
  writer.begin_object(3);
  writer.name("code");
  writer.integer(row.rpc_code);
  writer.name("message");
  if (why.detail.empty())
    writer.text(row.meaning);
  else
    writer.text(std::string{row.meaning} + " " + why.detail);
  writer.name("data");
  writer.begin_object(why.retry_after_ms ? 3 : 2);
  writer.name("code");
  writer.text(row.name);
  writer.name("retry");
  writer.text(to_text(row.retry));
  if (why.retry_after_ms) {
    writer.name("retry_after_ms");
    writer.integer(*why.retry_after_ms);
  }
  writer.end_object();
  writer.end_object();
}

/// Writes a parsed JSON value in another encoding.
void transcode(msgpack_writer& writer, const json_value& value) {
  if (value.is_object()) {
    std::size_t size = 0;
    value.each_member([&](std::string_view, const json_value&) { return ++size != 0; });
    writer.begin_object(size);
    value.each_member([&](std::string_view name, const json_value& member) {
      writer.name(name);
      transcode(writer, member);
      return true;
    });
  } else if (value.is_list()) {
    std::size_t size = 0;
    value.each_entry([&](const json_value&) { return ++size != 0; });
    writer.begin_list(size);
    value.each_entry([&](const json_value& entry) {
      transcode(writer, entry);
      return true;
    });
  } else if (auto text = value.text()) {
    writer.text(*text);
  } else if (auto number = value.integer()) {
    writer.integer(*number);
  } else if (auto real = value.number()) {
    writer.real(*real);
  } else if (auto flag = value.boolean()) {
    writer.boolean(*flag);
  } else {
    writer.nothing();
  }
}

}  // namespace

void encode_answer(encoding in, const rpc_id& id, const method_answer& answer, std::string& out) {
  with_writer(in, out, [&](auto& writer) {
    wire::begin_message(writer, 2);
    wire::write_id(writer, id);
    writer.name("result");
    std::visit([&](const auto& each) { wire::write_value(writer, each); }, answer);
    writer.end_object();
  });
}

void encode_error(encoding in, const rpc_id& id, const error& why, std::string& out) {
  with_writer(in, out, [&](auto& writer) {
    wire::begin_message(writer, 2);
    wire::write_id(writer, id);
    write_error(writer, why);
    writer.end_object();
  });
}

void encode_batch(encoding in, std::span<const std::string> messages, std::string& out) {
  with_writer(in, out, [&](auto& writer) {
    writer.begin_list(messages.size());
    for (const auto& each : messages) {
      writer.entry();
      out += each;
    }
    writer.end_list();
  });
}

void encode_push(encoding in, push_view push, std::string& out) {
  with_writer(in, out, [&](auto& writer) {
    wire::begin_message(writer, 2);
    writer.name("method");
    std::visit(
        [&](const auto* each) {
          writer.text(each->name);
          writer.name("params");
          wire::write_value(writer, *each);
        },
        push);
    writer.end_object();
  });
}

void encode_discovery(encoding in, const rpc_id& id, std::string& out) {
  auto document = openrpc_document();
  if (in == encoding::json) {
    json_writer writer{out};
    wire::begin_message(writer, 2);
    wire::write_id(writer, id);
    writer.name("result");
    out += document;
    writer.end_object();
    return;
  }
  json_parser parser;
  auto parsed = parser.parse(document);
  msgpack_writer writer{out};
  wire::begin_message(writer, 2);
  wire::write_id(writer, id);
  writer.name("result");
  transcode(writer, *parsed);
}

}  // namespace moim
