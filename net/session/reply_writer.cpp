#include "net/session/reply_writer.hpp"

#include "net/message_frame.hpp"

#include <chrono>

namespace moim {

void reply_writer::tell(const asked& what, const result<method_answer>& answer, const instant& now) {
  encode(what, answer, now);
  append_answer(what);
}

shared_frame reply_writer::frame_of(const asked& what, const result<method_answer>& answer, const instant& now) {
  encode(what, answer, now);
  std::string frame;
  websocket::append_frame(frame, message_opcode(encoding_), shared_.scratch);
  return share_frame(std::move(frame), shared_.frame_bytes);
}

void reply_writer::encode(const asked& what, const result<method_answer>& answer, const instant& now) {
  shared_.scratch.clear();
  if (what.id && answer)
    encode_answer(encoding_, *what.id, *answer, shared_.scratch);
  else if (what.id)
    encode_error(encoding_, *what.id, answer.error(), shared_.scratch);
  shared_.metrics.requests(what.method, answer ? code_label::ok : code_label{answer.error().code}).add();
  shared_.metrics.request_duration(what.method).observe(std::chrono::nanoseconds{now.steady_ns - what.began_ns});
}

void reply_writer::refuse(const asked& what, const error& why) {
  shared_.scratch.clear();
  if (what.id) encode_error(encoding_, *what.id, why, shared_.scratch);
  shared_.metrics.requests(method_label::unknown, why.code).add();
  append_answer(what);
}

void reply_writer::describe_methods(const asked& what) {
  shared_.scratch.clear();
  if (what.id) encode_discovery(encoding_, *what.id, shared_.scratch);
  append_answer(what);
}

void reply_writer::pong(std::string_view payload) { append_asked(websocket::opcode::pong, payload); }

bool reply_writer::notify(const person_push& push) {
  if (!has_room()) return false;
  shared_.scratch.clear();
  std::visit([this](const auto& each) { encode_push(encoding_, each, shared_.scratch); }, push);
  shared_.metrics.pushes().add();
  append(message_opcode(encoding_), shared_.scratch);
  return true;
}

/// What was encoded goes to whoever asked.
void reply_writer::append_answer(const asked& what) {
  if (!what.id) return;
  if (what.in.batch != 0) {
    auto all = batches_.add(what.in, shared_.scratch);
    if (!all) return;
    shared_.scratch.clear();
    encode_batch(encoding_, *all, shared_.scratch);
  }
  append_asked(message_opcode(encoding_), shared_.scratch);
}

void reply_writer::append_asked(websocket::opcode kind, std::string_view payload) {
  auto before = queue_.bytes();
  append(kind, payload);
  queue_.were_asked_for(queue_.bytes() - before);
}

void reply_writer::append(websocket::opcode kind, std::string_view payload) {
  queue_.append_built([&](std::string& out) { websocket::append_frame(out, kind, payload); });
}

void reply_writer::append_close(std::uint16_t code, std::string_view reason, bool drop_rest) {
  if (drop_rest) queue_.drop_unwritten();
  queue_.append_built([&](std::string& out) {
    websocket::append_frame(out, websocket::opcode::close, websocket::close_payload(code, reason));
  });
}

void reply_writer::append_goodbye(std::string_view payload) {
  queue_.append_built(
      [&](std::string& out) { websocket::append_frame(out, websocket::opcode::close, payload.substr(0, 2)); });
}

}  // namespace moim
