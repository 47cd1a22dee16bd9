#include "sim/match/runs/bench_options.hpp"

#include <CLI/CLI.hpp>

#include <charconv>

namespace moim::sim {
namespace {

constexpr std::size_t max_curve = 12;

constexpr std::string_view more_help = R"(
Without --tickets or --recorded it generates them. All times are virtual: a day takes seconds.

Families of generated tickets
  dense      lists: 10 places, 8 slots (default)        wide     radii
  narrow     spreads                                    skewed   lists of places, few of them popular
  mixed      all five types of criteria at once         misfit   groups of 8 or more, lists that seldom meet
  pairs      lists that meet in pairs, never in threes

Examples
  moim-sim match --tickets pool.jsonl --matches groups.jsonl
  moim-sim match --family mixed --count 10000 --per-minute 300 --compare --report mixed.html
  moim-sim match --family wide --day --count 20000 --write day.jsonl
  moim-sim match --tickets day.jsonl --curve patience=0,30,60,120 --prefer 4 --report curve.html
  moim-sim match --tickets day.jsonl --against other.json --report both.html
  moim-sim match --tickets pool.jsonl --explain t17
  moim-sim match --recorded live.record --kind meal --compare --write live.jsonl
  moim-sim match --bench streams --seed 1001

A ticket file is JSON lines: {"pool": {…}} first, then {"at_ms", "submit" | "cancel" | "answer" | "presence": {…}} in
the order of time; lines with the same at_ms are one batch. docs/matching.md has all of it, and tells what the numbers
mean. It exits with 2 if a file cannot be read or written; the message names the line.)";

/// Takes one of an enum's names; a mistake is told with all of them.
template <class Choice>
CLI::Validator one_of() {
  return CLI::Validator{[](std::string& value) {
                          auto known = enum_from<Choice>(value);
                          std::string names;
                          for (auto each : enum_names(Choice{}))
                            names += (names.empty() ? "" : ", ") + std::string{each};
                          if (!known) return "`" + value + "` is none of " + names;
                          value = std::to_string(static_cast<int>(*known));
                          return std::string{};
                        },
                        ""};
}

std::vector<std::uint32_t> read_curve(const std::string& text) {
  constexpr std::string_view begin = "patience=";
  std::vector<std::uint32_t> values;
  auto wrong = [] { return CLI::ValidationError("--curve", "patience=S,S,…: up to 12 numbers of seconds"); };
  if (text.substr(0, begin.size()) != begin) throw wrong();
  for (const auto& part : CLI::detail::split(text.substr(begin.size()), ',')) {
    std::uint32_t value = 0;
    auto [end, failure] = std::from_chars(part.data(), part.data() + part.size(), value);
    if (failure != std::errc{} || end != part.data() + part.size()) throw wrong();
    values.push_back(value);
  }
  if (values.empty() || values.size() > max_curve) throw wrong();
  return values;
}

void declare_files(CLI::App& command, bench_options& options) {
  auto file = [&](const char* name, std::string& place, const char* about) {
    command.add_option(name, place, about)->type_name("FILE")->group("Files");
  };
  file("--tickets", options.tickets, "A ticket file (JSON lines); without it tickets are generated");
  file("--recorded", options.recorded, "Tickets of a live server: what moimd --record-tickets wrote");
  command.add_option("--kind", options.kind, "Which pool of the recording: a kind, or KIND/REGION")
      ->type_name("KIND")
      ->group("Files");
  file("--matches", options.matches, "Write the matches there (JSON lines)");
  file("--report", options.report, "Write an HTML page of it all there");
  file("--write", options.write, "Write the tickets there, with all answers, for --tickets to read again");
}

void declare_questions(CLI::App& command, bench_options& options) {
  auto asked = [](CLI::Option* option, const char* type) { return option->type_name(type)->group("Questions"); };
  asked(command.add_flag("--compare", options.compare, "Oldest-first over the same tickets, beside it"), "");
  asked(command.add_flag("--optimum", options.optimum, "The most people that groups could hold, of small pools"), "");
  asked(command.add_option("--explain", options.explain, "Why this one still waits at the end of the history"),
        "TICKET");
  asked(command.add_option("--bench", options.bench, "The matcher's numbers: streams, bursts, batches or speed")
            ->transform(one_of<numbers>()),
        "WHAT");
  asked(command.add_option("--pool", options.pool, "Other rules: a file whose first line is {\"pool\": {…}}"), "FILE");
  asked(command.add_option("--against", options.against, "Second rules over the same tickets, beside the first"),
        "FILE");
  asked(command.add_option("--prefer", options.prefer, "Groups of fewer people wait for patience"), "PEOPLE")
      ->check(CLI::Range(2, 64).description(""));
  asked(command.add_option("--patience-s", options.patience_s, "How long"), "SECONDS");
  asked(command.add_option_function<std::string>(
            "--curve", [&](const std::string& text) { options.curve_patience_s = read_curve(text); },
            "A run for each patience, beside each other"),
        "patience=S,S,…");
}

void declare_generator(CLI::App& command, generator_options& made) {
  constexpr const char* title = "Generated tickets";
  auto number = [&](const char* name, auto& place, const char* about, double min, double max, const char* type = "N") {
    command.add_option(name, place, about)
        ->check(CLI::Range(min, max).description(""))
        ->type_name(type)
        ->capture_default_str()
        ->group(title);
  };
  auto share = [&](const char* name, double& place, const char* about) { number(name, place, about, 0, 1, "SHARE"); };
  command.add_option("--family", made.what, "What people are like; see below")
      ->transform(one_of<family>())
      ->type_name("FAMILY")
      ->group(title);
  number("--count", made.tickets, "How many tickets", 0, 1e8);
  number("--per-minute", made.per_minute, "Arrivals a minute, at random; 0: all at once", 0, 1e9);
  number("--burst", made.burst, "Arrivals come so many at a time", 1, 1e6);
  number("--burst-ms", made.burst_ms, "The time over which a burst comes", 0, 1e9);
  command.add_flag("--day", made.follows_day, "Arrivals follow the hours of a day; --per-minute is its mean")
      ->group(title);
  number("--neighbours", made.neighbours, "How many waiting tickets suit one, roughly", 0.01, 1e6);
  number("--waiting", made.waiting, "How many waiting tickets the area is made for", 1, 1e8);
  share("--parties", made.share_of_parties, "Tickets that are parties of two");
  share("--abandoned", made.share_abandoned, "Tickets that are cancelled at some time of their life");
  share("--vanishing", made.share_vanishing, "Tickets whose people lose their connection; half come back");
  number("--absent-after-s", made.absent_after_s, "How long a ticket outlives that; 0: for its whole time", 0, 86'400);
  number("--relax-after-s", made.relax_after_s, "After how long tickets ask for half as much; 0: never", 0, 1e6);
  number("--wave-ms", made.wave_ms, "How long arrivals are gathered", 0, 600'000);
  number("--ttl-s", made.ttl_s, "How long a ticket lives", 1, 2'592'000);
  number("--accept-within-s", made.accept_within_s, "Groups have to be accepted in that time; 0: are not asked", 0,
         3'600);
  number("--seed", made.seed, "The same seed gives the same tickets and people", 0, 1.8e19);
}

void declare_people(CLI::App& command, bench_options& options) {
  auto share = [&](const char* name, double& place, const char* about) {
    auto take = [&options, &place](double value) {
      place = value;
      options.has_crowd = true;
    };
    command.add_option_function<double>(name, take, about)
        ->check(CLI::Range(0.0, 1.0).description(""))
        ->type_name("SHARE")
        ->group("People who are asked to accept (one of these replaces the answers of a file)");
  };
  share("--declining", options.people.declining, "Those asked who decline");
  share("--silent", options.people.silent, "Those asked who never answer");
}

}  // namespace

void declare(CLI::App& command, bench_options& options) {
  declare_files(command, options);
  declare_questions(command, options);
  declare_generator(command, options.generator);
  declare_people(command, options);
  command.footer(std::string{more_help});
}

}  // namespace moim::sim
