#include "net/http/exchange.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

/// A client of plain HTTP that sends what it likes in what pieces it likes, reads what it likes, and waits: there is
/// never more than one answer for it, and never a time that it could put off without end.
namespace moim::http {
namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

constexpr exchange_times times{.request_ms = 100, .answer_ms = 200, .idle_ms = 400};
constexpr std::size_t answer_bytes = 1'000;

class fuzzed_exchange {
 public:
  /// One step: what it does is the first byte's choice. False once the connection would be over.
  bool step(std::uint8_t choice, std::string_view bytes) {
    now_ += choice / 16;
    if (now_ >= one_.deadline() || one_.is_over()) return false;
    auto before = one_.deadline();
    if (choice % 2 == 0 && one_.wants_bytes()) {
      bool was_idle = one_.is_idle();
      auto asked = one_.receive(bytes, now_);
      bool ends = asked || one_.failure() != 0;
      if (ends)
        one_.answer({one_.failure() != 0 ? 400u : 200u, "x", std::string(answer_bytes, 'x')}, asked.has_value());
      // A request's bytes move nothing but by beginning or ending it.
      must(ends || was_idle || one_.deadline() == before);
    } else if (!one_.output().empty()) {
      auto read = std::min(one_.output().size(), bytes.size() * 8);
      bool last = read == one_.output().size();
      one_.written(read, now_);
      must(last || one_.deadline() == before);
    }
    must(one_.output().size() < answer_bytes + 1'000);
    must(one_.output().empty() || !one_.wants_bytes());
    must(one_.deadline() <= now_ + times.idle_ms);
    return true;
  }

 private:
  time_ms now_ = 1'000;
  exchange one_{times, now_};
};

}  // namespace
}  // namespace moim::http

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  moim::http::fuzzed_exchange client;
  // Each step: what to do, how many bytes, the bytes.
  for (std::size_t i = 0; i + 1 < size;) {
    std::size_t bytes = std::min<std::size_t>(data[i + 1], size - i - 2);
    if (!client.step(data[i], {reinterpret_cast<const char*>(data) + i + 2, bytes})) break;
    i += 2 + bytes;
  }
  return 0;
}
