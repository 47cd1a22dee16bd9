#include "sim/match/files/ticket_file.hpp"

#include "sim/match/files/pool_json.hpp"
#include "sim/match/files/ticket_json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace moim::sim {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
/// The largest ticket within the format's bounds is a fraction of that.
constexpr std::size_t max_line_bytes = 1 << 20;
constexpr std::size_t max_notes = 8;

/// Goes through the lines of a file one by one.
class line_reader {
 public:
  explicit line_reader(std::string_view text) : rest_(text) {
    if (rest_.substr(0, byte_order_mark.size()) == byte_order_mark) rest_.remove_prefix(byte_order_mark.size());
  }

  /// The next line that is not empty, as JSON; nothing at the end. Throws `bad_line`.
  std::optional<line_value> next() {
    while (!rest_.empty()) {
      auto end = std::min(rest_.find('\n'), rest_.size());
      auto line = rest_.substr(0, end);
      rest_.remove_prefix(std::min(end + 1, rest_.size()));
      ++number_;
      if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
      if (line.size() > max_line_bytes) throw bad_line{fmt::format("longer than {} bytes", max_line_bytes)};
      simdjson::dom::element parsed;
      auto failure = parser_.parse(line.data(), line.size()).get(parsed);
      if (failure != simdjson::SUCCESS) throw bad_line{fmt::format("no JSON: {}", simdjson::error_message(failure))};
      if (!parsed.is_object()) throw bad_line{"an object was expected"};
      return line_value{parsed, ""};
    }
    return std::nullopt;
  }

  void note_unknown(std::string_view name) {
    if (++unknown_ <= max_notes)
      notes_.push_back(fmt::format("line {}: `{}` is unknown and was passed over", number_, name.substr(0, 64)));
  }
  std::vector<std::string> take_notes() {
    if (unknown_ > max_notes) notes_.push_back(fmt::format("{} more unknown names", unknown_ - max_notes));
    return std::move(notes_);
  }
  std::size_t number() const { return number_; }

 private:
  std::string_view rest_;
  std::size_t number_ = 0;
  std::size_t unknown_ = 0;
  std::vector<std::string> notes_;
  simdjson::dom::parser parser_;
};

pool_kind read_first(line_reader& lines) {
  auto first = lines.next();
  if (!first) throw bad_line{"the file is empty; the first line is the pool"};
  auto rules = first->member("pool");
  if (!rules) throw bad_line{"the first line is the pool"};
  auto unknown = [&](std::string_view name) { lines.note_unknown(name); };
  first->expect_members({"pool"}, unknown);
  return read_pool(*rules, unknown);
}

template <class Read>
auto with_line_number(line_reader& lines, Read&& read) -> tl::expected<decltype(read()), std::string> {
  try {
    return read();
  } catch (const bad_line& failure) {
    return tl::unexpected{fmt::format("line {}: {}", std::max<std::size_t>(lines.number(), 1), failure.what())};
  }
}

}  // namespace

tl::expected<recording, std::string> read_tickets(std::string_view text, const pool_kind* rules) {
  line_reader lines{text};
  return with_line_number(lines, [&] {
    recording read;
    auto own = read_first(lines);
    read.kind = rules ? *rules : own;
    ticket_json reader{read.kind, [&](std::string_view name) { lines.note_unknown(name); }};
    reader.pass_over_criteria_of(own);
    while (auto line = lines.next()) {
      if (line->member("pool")) throw bad_line{"a second pool"};
      read.commands.push_back(reader.read_command(*line));
      auto count = read.commands.size();
      if (count > 1 && read.commands[count - 1].at < read.commands[count - 2].at)
        throw bad_line{
            fmt::format("`at_ms` goes back from {} to {}", read.commands[count - 2].at, read.commands[count - 1].at)};
    }
    read.ticket_names = reader.take_ticket_names();
    read.user_names = reader.take_user_names();
    read.notes = lines.take_notes();
    return read;
  });
}

tl::expected<pool_kind, std::string> read_rules(std::string_view text) {
  line_reader lines{text};
  return with_line_number(lines, [&] { return read_first(lines); });
}

}  // namespace moim::sim
