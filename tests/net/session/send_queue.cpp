#include "net/session/send_queue.hpp"

#include <catch2/catch.hpp>

#include <array>

namespace moim {
namespace {

void add(send_queue& out, std::string_view text) {
  out.append_built([&](std::string& bytes) { bytes.append(text); });
}

/// Writes at most `most` bytes, as a socket would.
std::string write_some(send_queue& out, std::size_t max) {
  std::array<std::string_view, 4> pieces;
  std::string all;
  for (auto piece : std::span{pieces}.first(out.pieces(pieces))) all.append(piece);
  all.resize(std::min(max, all.size()));
  out.written(all.size());
  return all;
}

shared_frame frame(std::size_t size, char of) { return std::make_shared<const std::string>(size, of); }

TEST_CASE("what was put into a send queue comes out in order, however little is written at a time") {
  auto step = GENERATE(1u, 7u, 1000u, 100'000u);
  send_queue out;
  std::string expected;
  for (int i = 0; i < 100; ++i) {
    add(out, "own" + std::to_string(i));
    expected += "own" + std::to_string(i);
    for (auto size : {10u, 600u}) {
      out.append(frame(size, static_cast<char>('a' + i % 26)));
      expected += std::string(size, static_cast<char>('a' + i % 26));
    }
  }
  CHECK(out.bytes() == expected.size());
  std::string written;
  while (!out.empty()) written += write_some(out, step);
  CHECK(written == expected);
  CHECK(out.bytes() == 0);
  add(out, "again");
  CHECK(write_some(out, 100) == "again");
}

TEST_CASE("a large frame is shared, not copied") {
  send_queue one;
  send_queue other;
  auto large = frame(10'000, 'x');
  one.append(large);
  other.append(large);
  CHECK(large.use_count() == 3);
  write_some(one, 10'000);
  CHECK(large.use_count() == 2);
}

TEST_CASE("of what was written the pushes count first, so that what was asked for is never held against a client") {
  send_queue out;
  add(out, std::string(100, 'p'));
  add(out, std::string(300, 'a'));
  out.were_asked_for(300);
  CHECK(out.pushed_bytes() == 100);
  write_some(out, 50);
  CHECK(out.pushed_bytes() == 50);
  write_some(out, 150);
  CHECK(out.pushed_bytes() == 0);
  add(out, std::string(70, 'p'));
  CHECK(out.pushed_bytes() == 70);
  write_some(out, 1'000);
  add(out, "push");
  CHECK(out.pushed_bytes() == 4);
}

TEST_CASE("a shared frame is counted once, until nobody holds it any more, and is no queue's own") {
  std::size_t alive = 0;
  send_queue one;
  send_queue other;
  {
    auto large = share_frame(std::string(1'000, 'x'), alive);
    CHECK(*large == std::string(1'000, 'x'));
    one.append(large);
    other.append(large);
    other.append(share_frame("small, and copied", alive));
  }
  CHECK(alive == 1'000);
  CHECK(one.own_bytes() == 0);
  CHECK(other.own_bytes() == 17);
  write_some(one, 400);
  CHECK(alive == 1'000);
  CHECK(one.own_bytes() == 0);
  write_some(one, 600);
  other.drop_unwritten();
  CHECK(alive == 0);
  CHECK(other.own_bytes() == 0);
}

TEST_CASE("what waits can be given up, but a piece that was begun is kept whole") {
  send_queue out;
  out.append(frame(1000, 'a'));
  out.append(frame(1000, 'b'));
  add(out, "c");
  CHECK(write_some(out, 400).size() == 400);
  out.drop_unwritten();
  CHECK(out.bytes() == 600);
  add(out, "end");
  CHECK(write_some(out, 10'000) == std::string(600, 'a') + "end");

  out.append(frame(1000, 'd'));
  out.drop_unwritten();
  CHECK(out.empty());
  add(out, "end");
  CHECK(write_some(out, 10'000) == "end");
}

}  // namespace
}  // namespace moim
