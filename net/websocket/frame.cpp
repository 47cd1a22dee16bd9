#include "net/websocket/frame.hpp"

#include <algorithm>
#include <cstring>

namespace moim::websocket {
namespace {

constexpr unsigned char final_bit = 0x80;
constexpr unsigned char mask_bit = 0x80;
/// Without the mask, which only clients send.
constexpr std::size_t max_header_bytes = 10;

void append_big_endian(std::string& out, std::uint64_t value, unsigned bytes) {
  for (unsigned i = bytes; i-- > 0;) out.push_back(static_cast<char>(value >> (8 * i)));
}

void append_header(std::string& out, opcode kind, std::size_t size, unsigned char masked) {
  out.push_back(static_cast<char>(final_bit | static_cast<unsigned char>(kind)));
  if (size < 126) {
    out.push_back(static_cast<char>(masked | size));
  } else if (size <= 0xffff) {
    out.push_back(static_cast<char>(masked | 126));
    append_big_endian(out, size, 2);
  } else {
    out.push_back(static_cast<char>(masked | 127));
    append_big_endian(out, size, 8);
  }
}

}  // namespace

bool may_be_sent(std::uint16_t status) {
  if (status >= 3000 && status <= 4999) return true;
  return status >= 1000 && status <= 1014 && status != 1004 && status != 1005 && status != 1006;
}

void append_frame(std::string& out, opcode kind, std::string_view payload) {
  out.reserve(out.size() + payload.size() + max_header_bytes);
  append_header(out, kind, payload.size(), 0);
  out.append(payload);
}

void append_masked_frame(std::string& out, opcode kind, std::string_view payload, std::uint32_t mask) {
  append_header(out, kind, payload.size(), mask_bit);
  char key[4];
  std::memcpy(key, &mask, 4);
  out.append(key, 4);
  auto begin = out.size();
  out.append(payload);
  apply_mask(out.data() + begin, payload.size(), mask);
}

std::string close_payload(std::uint16_t status, std::string_view reason) {
  std::string payload;
  append_big_endian(payload, status, 2);
  auto size = std::min(reason.size(), max_control_bytes - 2);
  while (size < reason.size() && size > 0 && (static_cast<unsigned char>(reason[size]) & 0xc0) == 0x80) --size;
  payload.append(reason.substr(0, size));
  return payload;
}

void apply_mask(char* bytes, std::size_t size, std::uint32_t mask) {
  // The mask is in the order of the bytes on the wire, and words are read and written in the machine's own order, so
  // byte i always meets byte i % 4 of the mask.
  char doubled[8];
  std::memcpy(doubled, &mask, 4);
  std::memcpy(doubled + 4, &mask, 4);
  std::uint64_t mask_word;
  std::memcpy(&mask_word, doubled, 8);
  std::size_t i = 0;
  for (; i + 8 <= size; i += 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes + i, 8);
    word ^= mask_word;
    std::memcpy(bytes + i, &word, 8);
  }
  for (; i < size; ++i) bytes[i] = static_cast<char>(bytes[i] ^ doubled[i % 8]);
}

}  // namespace moim::websocket
