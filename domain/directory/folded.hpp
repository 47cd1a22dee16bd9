#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Titles as they are searched.
namespace moim {

/// The same text with the letters of the Latin, Greek and Cyrillic alphabets in lower case, one for one; everything
/// else stays as it is. Texts are then compared byte by byte. Valid UTF-8 in, and out, of the same length.
std::string folded(std::string_view text);

/// Where a search for words may begin: the first words of a title.
inline constexpr std::size_t max_words_searched = 16;

/// Where the first words of a folded text begin, `max_words_searched` at most; its very beginning is one of them,
/// unless the text is empty. Words are divided by white space and the ASCII signs.
std::vector<std::string_view> from_each_word(std::string_view folded_text);

/// Whether a folded text, or what begins with one of its first words, begins with `prefix`.
bool has_word_prefix(std::string_view folded_text, std::string_view prefix);

}  // namespace moim
