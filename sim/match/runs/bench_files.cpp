#include "sim/match/runs/bench_files.hpp"

#include "sim/match/files/recorded_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace moim::sim {
namespace {

tl::expected<std::string, std::string> contents(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  std::error_code failure;
  std::ostringstream text;
  if (std::filesystem::is_directory(path, failure) || !in) return tl::unexpected{"cannot read " + path};
  if (in.peek() != std::ifstream::traits_type::eof()) text << in.rdbuf();
  if (in.bad() || text.fail()) return tl::unexpected{"cannot read " + path};
  return std::move(text).str();
}

tl::expected<recording, std::string> read_history(const bench_options& options, const std::string& text,
                                                  const std::string& rules_path) {
  std::optional<pool_kind> rules;
  if (!rules_path.empty()) {
    auto rules_text = contents(rules_path);
    if (!rules_text) return tl::unexpected{rules_text.error()};
    auto read = read_rules(*rules_text);
    if (!read) return tl::unexpected{rules_path + ": " + read.error()};
    rules = std::move(*read);
  }
  auto history = read_tickets(text, rules ? &*rules : nullptr);
  if (!history) return tl::unexpected{name_of_tickets(options) + ": " + history.error()};
  if (options.prefer) history->kind.prefer = options.prefer;
  if (options.patience_s) history->kind.patience_s = *options.patience_s;
  // People who are asked for answer in place of those of the file.
  if (options.has_crowd)
    std::erase_if(history->commands,
                  [](const timed_command& each) { return std::holds_alternative<answer_proposal>(each.command); });
  return history;
}

/// A server's recording as a ticket file.
tl::expected<std::string, std::string> recorded_text(const bench_options& options, std::vector<std::string>& notes) {
  auto bytes = contents(options.recorded);
  if (!bytes) return bytes;
  auto read = read_recorded(*bytes, options.kind);
  if (!read) return tl::unexpected{options.recorded + ": " + read.error()};
  notes = read->notes;
  return ticket_text(*read);
}

}  // namespace

std::string name_of_tickets(const bench_options& options) {
  if (!options.recorded.empty()) return options.recorded;
  return options.tickets.empty() ? fmt::format("generated, seed {}", options.generator.seed) : options.tickets;
}

tl::expected<bench_inputs, std::string> read_inputs(const bench_options& options) {
  bench_inputs inputs;
  bool other_rules = !options.pool.empty() || !options.against.empty();
  std::string text;
  std::vector<std::string> notes;
  if (!options.recorded.empty()) {
    auto read = recorded_text(options, notes);
    if (!read) return tl::unexpected{read.error()};
    text = std::move(*read);
  } else if (options.tickets.empty()) {
    inputs.history = generate(options.generator);
    if (options.prefer) inputs.history.kind.prefer = options.prefer;
    if (options.patience_s) inputs.history.kind.patience_s = *options.patience_s;
    if (!other_rules) return inputs;
    text = ticket_text(inputs.history);
  } else {
    auto read = contents(options.tickets);
    if (!read) return tl::unexpected{read.error()};
    text = std::move(*read);
  }
  auto history = read_history(options, text, options.pool);
  if (!history) return tl::unexpected{history.error()};
  inputs.history = std::move(*history);
  inputs.history.notes.insert(inputs.history.notes.begin(), notes.begin(), notes.end());
  if (options.against.empty()) return inputs;
  auto against = read_history(options, text, options.against);
  if (!against) return tl::unexpected{against.error()};
  inputs.against = std::move(*against);
  return inputs;
}

recording with_reactions(const recording& history, const std::vector<timed_command>& reactions) {
  auto all = history;
  all.commands.insert(all.commands.end(), reactions.begin(), reactions.end());
  std::stable_sort(all.commands.begin(), all.commands.end(),
                   [](const timed_command& a, const timed_command& b) { return a.at < b.at; });
  return all;
}

bool write_file(const std::string& path, const std::string& text) {
  std::ofstream out{path, std::ios::binary};
  out << text;
  return static_cast<bool>(out.flush());
}

}  // namespace moim::sim
