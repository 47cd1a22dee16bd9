#include "net/http/proxy_header.hpp"

#include "net/http/header_text.hpp"

#include <algorithm>

namespace moim::http {
namespace {

using state = proxy_header_reader::state;

constexpr std::string_view binary_begins{"\r\n\r\n\0\r\nQUIT\n", 12};
constexpr std::string_view text_begins = "PROXY ";
/// The longest line of version 1, with its end.
constexpr std::size_t max_line_bytes = 107;
constexpr std::size_t binary_head_bytes = 16;

constexpr unsigned byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

bool may_begin(std::string_view bytes, std::string_view beginning) {
  return bytes.substr(0, beginning.size()) == beginning.substr(0, bytes.size());
}

/// An address of just that family, with nothing around it.
std::optional<client_address> plain_address(std::string_view text, bool v4) {
  auto colons = std::count(text.begin(), text.end(), ':');
  // With one colon it would be an IPv4 address and a port.
  if ((v4 ? colons != 0 : colons < 2) || text.find('[') != std::string_view::npos) return std::nullopt;
  return parse_address(text);
}

}  // namespace

state proxy_header_reader::feed(std::string_view bytes) {
  bytes_.append(bytes);
  if (may_begin(bytes_, binary_begins)) return read_binary();
  return may_begin(bytes_, text_begins) ? read_text() : state::failed;
}

/// `PROXY TCP4 192.0.2.1 198.51.100.1 50000 443`, ended by CR LF.
state proxy_header_reader::read_text() {
  auto end = std::string_view{bytes_}.substr(0, max_line_bytes).find("\r\n");
  if (end == std::string_view::npos) return bytes_.size() < max_line_bytes ? state::reading : state::failed;
  auto words = split(std::string_view{bytes_}.substr(0, end), ' ');
  used_ = end + 2;
  if (words[1] == "UNKNOWN") return state::done;
  bool v4 = words[1] == "TCP4";
  if (words.size() != 6 || !(v4 || words[1] == "TCP6")) return state::failed;
  source_ = plain_address(words[2], v4);
  return source_ && plain_address(words[3], v4) ? state::done : state::failed;
}

/// A signature, version and command, family, and the length of what follows: the addresses, and facts that are passed
/// over.
state proxy_header_reader::read_binary() {
  if (bytes_.size() < binary_head_bytes) return state::reading;
  auto command = byte_at(bytes_, 12);
  auto family = byte_at(bytes_, 13);
  std::size_t length = byte_at(bytes_, 14) << 8 | byte_at(bytes_, 15);
  bool local = command == 0x20;
  if (!(local || command == 0x21) || binary_head_bytes + length > max_bytes) return state::failed;
  if (bytes_.size() < binary_head_bytes + length) return state::reading;
  used_ = binary_head_bytes + length;
  constexpr unsigned unix_stream = 0x31;
  if (local || family == 0 || family == unix_stream) return state::done;
  constexpr unsigned tcp_over_v4 = 0x11;
  constexpr unsigned tcp_over_v6 = 0x21;
  bool v4 = family == tcp_over_v4;
  if (!(v4 || family == tcp_over_v6) || length < (v4 ? 12u : 36u)) return state::failed;
  auto copy = [&](auto into) {
    std::transform(bytes_.begin() + binary_head_bytes, bytes_.begin() + binary_head_bytes + into.size(), into.begin(),
                   [](char byte) { return static_cast<unsigned char>(byte); });
    return into;
  };
  source_ = v4 ? address_of(boost::asio::ip::address_v4{copy(boost::asio::ip::address_v4::bytes_type{})})
               : address_of(boost::asio::ip::address_v6{copy(boost::asio::ip::address_v6::bytes_type{})});
  return state::done;
}

}  // namespace moim::http
