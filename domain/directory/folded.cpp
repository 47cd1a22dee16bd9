#include "domain/directory/folded.hpp"

#include <algorithm>

namespace moim {
namespace {

/// The code point of two bytes of UTF-8 in lower case. All that are told here stay within two bytes.
constexpr unsigned lower_of(unsigned point) {
  bool latin_1 = point >= 0xc0 && point <= 0xde && point != 0xd7;
  bool greek = point >= 0x391 && point <= 0x3ab && point != 0x3a2;
  bool cyrillic = point >= 0x410 && point <= 0x42f;
  if (latin_1 || greek || cyrillic) return point + 0x20;
  if (point >= 0x400 && point <= 0x40f) return point + 0x50;
  // Here large and small letters take turns.
  bool even_first = (point >= 0x100 && point <= 0x137 && point != 0x130) || (point >= 0x14a && point <= 0x177);
  bool odd_first = (point >= 0x139 && point <= 0x148) || (point >= 0x179 && point <= 0x17e);
  if (even_first) return point | 1;
  if (odd_first) return point + (point & 1);
  return point;
}

bool divides_words(char c) {
  auto byte = static_cast<unsigned char>(c);
  bool is_letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
  return byte < 0x80 && !is_letter;
}

}  // namespace

std::string folded(std::string_view text) {
  std::string lower{text};
  for (std::size_t i = 0; i < lower.size(); ++i) {
    auto byte = static_cast<unsigned char>(lower[i]);
    if (byte >= 'A' && byte <= 'Z') {
      lower[i] = static_cast<char>(byte + 0x20);
    } else if (byte >= 0xc3 && byte <= 0xd0 && i + 1 < lower.size()) {
      auto next = static_cast<unsigned char>(lower[i + 1]);
      auto point = lower_of((byte & 0x1fU) << 6 | (next & 0x3fU));
      lower[i] = static_cast<char>(0xc0 | point >> 6);
      lower[++i] = static_cast<char>(0x80 | (point & 0x3f));
    }
  }
  return lower;
}

std::vector<std::string_view> from_each_word(std::string_view text) {
  std::vector<std::string_view> words;
  bool divided = true;
  for (std::size_t i = 0; i < text.size() && words.size() < max_words_searched; ++i) {
    bool divides = divides_words(text[i]);
    if (i == 0 || (divided && !divides)) words.push_back(text.substr(i));
    divided = divides;
  }
  return words;
}

bool has_word_prefix(std::string_view text, std::string_view prefix) {
  auto words = from_each_word(text);
  return std::any_of(words.begin(), words.end(), [&](auto from) { return from.starts_with(prefix); });
}

}  // namespace moim
