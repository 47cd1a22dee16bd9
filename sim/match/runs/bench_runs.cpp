#include "sim/match/runs/bench_runs.hpp"

#include "sim/match/runs/oldest_first.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace moim::sim {
namespace {

constexpr std::size_t max_refused = 5;

/// Whether simulated people answer. For a file its own lines answer, unless people are asked for.
bool people_answer(const bench_options& options, const pool_kind& kind) {
  return kind.accept_within_s > 0 && (options.has_crowd || options.tickets.empty());
}

/// Notes the first few tickets that are refused.
void note_refusals(match_options& how, const recording& history, first_run& first) {
  how.on_refusal = [&](time_ms at, const pool_command& command, const error& why) {
    const auto* submit = std::get_if<submit_ticket>(&command);
    if (!submit || first.refused.size() == max_refused) return;
    const auto& code = describe(why.code);
    first.refused.push_back(fmt::format("{} was refused at {} ms, {}{}{}: {}", history.name_of(submit->ticket.id), at,
                                        code.name, why.detail.empty() ? "" : " ", why.detail, code.meaning));
  };
}

bench_column run_ours(const bench_options& options, std::string name, const recording& history, first_run* first) {
  auto how = how_to_run(options, history);
  std::size_t number = 0;
  if (first && !options.matches.empty())
    how.on_match = [&](time_ms at, const matched& event) {
      first->matches += match_line(history, at, event, ++number);
    };
  if (first) note_refusals(how, history, *first);
  match_run run{history.kind, how};
  run.run(history);
  if (first) first->reactions = run.reactions();
  auto outcome = run.outcome();
  auto scores = score(history, outcome);
  return {std::move(name), std::move(outcome), scores};
}

bench_column run_other(const recording& history) {
  auto outcome = run_oldest_first(history);
  auto scores = score(history, outcome);
  return {"oldest first", std::move(outcome), scores, false};
}

/// What oldest-first does not know, and the tickets make use of.
std::vector<std::string> unfair_to_oldest_first(const recording& history) {
  bool relaxes = false;
  bool vanishes = false;
  for (const auto& each : history.commands) {
    const auto* submit = std::get_if<submit_ticket>(&each.command);
    relaxes |= submit && !submit->ticket.relax.empty();
    vanishes |= std::holds_alternative<set_presence>(each.command);
  }
  std::vector<std::string> notes;
  if (relaxes) notes.emplace_back("oldest first keeps to what tickets asked for at first");
  if (vanishes && history.kind.absent_after_s > 0) notes.emplace_back("oldest first matches people who are away");
  if (history.kind.accept_within_s > 0) notes.emplace_back("oldest first asks nobody to accept");
  if (history.kind.again_after_days > 0) notes.emplace_back("oldest first lets people meet again at once");
  return notes;
}

/// Whether a file holds answers: they were given to the proposals of its own rules.
bool has_answers(const recording& history) {
  return std::any_of(history.commands.begin(), history.commands.end(),
                     [](const timed_command& each) { return std::holds_alternative<answer_proposal>(each.command); });
}

std::pair<std::string, std::string> names_of(const bench_options& options, const bench_inputs& inputs) {
  const auto& a = inputs.history.kind.key;
  const auto& b = inputs.against->kind.key;
  if (a != b && !a.empty() && !b.empty()) return {a, b};
  auto name = [](const std::string& path, const char* otherwise) {
    auto stem = path.substr(path.find_last_of('/') + 1);
    return stem.empty() ? std::string{otherwise} : stem.substr(0, stem.find_last_of('.'));
  };
  auto first = name(options.pool, "own rules");
  auto second = name(options.against, "other rules");
  return first == second ? std::pair{options.pool, options.against} : std::pair{first, second};
}

}  // namespace

match_options how_to_run(const bench_options& options, const recording& history) {
  match_options how;
  if (!people_answer(options, history.kind)) return how;
  auto asked = options.people;
  asked.seed = options.generator.seed;
  how.on_proposal = [people = std::make_shared<crowd>(history, asked)](time_ms at, const proposed& event) {
    return people->answers_to(at, event);
  };
  return how;
}

tl::expected<bench_runs, std::string> run_all(const bench_options& options, const bench_inputs& inputs) {
  bench_runs out;
  const auto& history = inputs.history;
  if (!options.curve_patience_s.empty()) {
    if (inputs.against || options.patience_s)
      return tl::unexpected{std::string{"--curve goes neither with --against nor with --patience-s"}};
    if (!history.kind.prefer)
      return tl::unexpected{std::string{"--curve: patience matters only if the pool prefers a size; add --prefer N"}};
    auto with_patience = history;
    for (auto patience_s : options.curve_patience_s) {
      with_patience.kind.patience_s = patience_s;
      bool is_first = out.columns.empty();
      out.columns.push_back(
          run_ours(options, fmt::format("patience {} s", patience_s), with_patience, is_first ? &out.first : nullptr));
    }
  } else if (inputs.against) {
    auto [first, second] = names_of(options, inputs);
    out.columns.push_back(run_ours(options, first, history, &out.first));
    out.columns.push_back(run_ours(options, second, *inputs.against, nullptr));
    if (has_answers(history))
      out.notes.emplace_back(
          "the file's answers are to the groups of its own rules; --declining lets people answer anew");
  } else {
    out.columns.push_back(run_ours(options, "moim", history, &out.first));
    out.base = 1;
  }
  out.notes.insert(out.notes.end(), out.first.refused.begin(), out.first.refused.end());
  if (!options.compare) return out;
  out.columns.push_back(run_other(history));
  for (auto& each : unfair_to_oldest_first(history)) out.notes.push_back(std::move(each));
  return out;
}

}  // namespace moim::sim
