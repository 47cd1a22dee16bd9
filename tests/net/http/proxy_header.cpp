#include "net/http/proxy_header.hpp"

#include <catch2/catch.hpp>

namespace moim::http::proxy_header_cases {
namespace {

using state = proxy_header_reader::state;
using namespace std::string_literals;

const std::string signature = "\r\n\r\n\0\r\nQUIT\n"s;
const std::string v4_addresses = "\xc0\x00\x02\x01\xc6\x33\x64\x01\xc3\x50\x01\xbb"s;

std::string binary(char command, char family, const std::string& what) {
  return signature + command + family + static_cast<char>(what.size() >> 8) + static_cast<char>(what.size() & 0xff) +
         what;
}

/// Whose connection it is, or what became of it; `behind` has to be left.
std::string source_of(const std::string& header, const std::string& behind = "GET /") {
  std::string said;
  for (std::size_t step : {std::size_t{1}, std::size_t{5}, header.size() + behind.size()}) {
    proxy_header_reader reader;
    auto now = state::reading;
    std::string later;
    auto all = header + behind;
    for (std::size_t i = 0; i < all.size(); i += step) {
      if (now == state::done) later += all.substr(i, step);
      if (now == state::reading) now = reader.feed(all.substr(i, step));
    }
    auto here = now == state::reading  ? "reading"
                : now == state::failed ? "failed"
                : reader.source()      ? to_text(*reader.source())
                                       : "its own";
    CHECK((said.empty() || said == here));
    said = here;
    if (now == state::done) CHECK(std::string{reader.rest()} + later == behind);
  }
  return said;
}

TEST_CASE("a proxy says in a line whose connection it is") {
  CHECK(source_of("PROXY TCP4 192.0.2.1 198.51.100.1 50000 443\r\n") == "192.0.2.1");
  CHECK(source_of("PROXY TCP6 2001:db8::1 2001:db8::2 50000 443\r\n") == "2001:db8::1");
  CHECK(source_of("PROXY UNKNOWN\r\n") == "its own");
  CHECK(source_of("PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n") == "its own");
}

TEST_CASE("a line that says something else is refused") {
  for (auto wrong : {"GET / HTTP/1.1\r\n", "PROXY TCP4 192.0.2.1 198.51.100.1 50000\r\n", "PROXY \r\n",
                     "PROXY TCP4 2001:db8::1 198.51.100.1 1 2\r\n", "PROXY TCP6 192.0.2.1 198.51.100.1 1 2\r\n",
                     "PROXY TCP6 192.0.2.1:80 198.51.100.1:80 1 2\r\n", "PROXY TCP4 here there 1 2\r\n",
                     "PROXY UDP4 192.0.2.1 198.51.100.1 1 2\r\n", "PROXY TCP6 [2001:db8::1] 2001:db8::2 1 2\r\n",
                     "proxy TCP4 192.0.2.1 198.51.100.1 1 2\r\n"})
    CHECK(source_of(wrong) == "failed");
  CHECK(source_of("PROXY TCP4 " + std::string(200, '1')) == "failed");
}

TEST_CASE("a proxy says in bytes whose connection it is") {
  CHECK(source_of(binary('\x21', '\x11', v4_addresses)) == "192.0.2.1");
  CHECK(source_of(binary('\x21', '\x11', v4_addresses + "\x04\x00\x01x"s)) == "192.0.2.1");
  auto one = "\x20\x01\x0d\xb8"s + std::string(11, '\0');
  CHECK(source_of(binary('\x21', '\x21', one + '\x01' + one + '\x02' + "\xc3\x50\x01\xbb"s)) == "2001:db8::1");
}

TEST_CASE("a proxy's own connection, or one of no known family, is its own") {
  CHECK(source_of(binary('\x20', '\x11', v4_addresses)) == "its own");
  CHECK(source_of(binary('\x20', '\x00', "")) == "its own");
  CHECK(source_of(binary('\x21', '\x00', "\x01\x02"s)) == "its own");
  CHECK(source_of(binary('\x21', '\x31', std::string(216, '/'))) == "its own");
}

TEST_CASE("bytes that say something else are refused") {
  CHECK(source_of(binary('\x11', '\x11', v4_addresses)) == "failed");
  CHECK(source_of(binary('\x22', '\x11', v4_addresses)) == "failed");
  CHECK(source_of(binary('\x21', '\x12', v4_addresses)) == "failed");
  CHECK(source_of(binary('\x21', '\x11', v4_addresses.substr(1))) == "failed");
  CHECK(source_of(binary('\x21', '\x21', v4_addresses)) == "failed");
  CHECK(source_of(binary('\x21', '\x11', std::string(proxy_header_reader::max_bytes, 'x'))) == "failed");
}

TEST_CASE("half a header is waited for") {
  CHECK(source_of("PROXY TCP4 192.0.2.1", "") == "reading");
  CHECK(source_of(binary('\x21', '\x11', v4_addresses).substr(0, 20), "") == "reading");
  CHECK(source_of("\r\n\r\n", "") == "reading");
}

}  // namespace
}  // namespace moim::http::proxy_header_cases
