#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Pages that a program leaves behind for people: one file, nothing fetched, light and dark, narrow and wide.
namespace moim::sim {

/// Text as it may stand between tags and in quoted attributes. What is no UTF-8 has to be kept out by the caller.
std::string html_text(std::string_view text);

/// One number in large letters: what it is, the number, and what may be said of it.
struct headline {
  std::string label;
  std::string value;
  std::string remark;
  /// Whether the remark is good news, bad news or neither: 1, -1, 0.
  int mood = 0;
};

struct html_table {
  std::vector<std::string> heads;
  /// The first cell of a row is its name, indented if it is part of what stands above; the others are numbers, to the
  /// right.
  std::vector<std::vector<std::string>> rows;
  /// The other cells are words, to the left, in as many lines as they need.
  bool is_words = false;
};
std::string draw(const html_table& table);

/// A page, section by section.
class html_page {
 public:
  html_page(std::string_view title, std::string_view about);

  void add_headlines(const std::vector<headline>& all);
  /// \param body HTML as it is
  void add_card(std::string_view title, std::string_view about, std::string_view body, bool is_wide = false);
  std::string finish() &&;

 private:
  std::string html_;
};

}  // namespace moim::sim
