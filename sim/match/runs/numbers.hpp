#pragma once

#include "sim/match/runs/generator.hpp"

namespace moim::sim {

/// What the matcher is measured by, in rows that docs/matching.md quotes.
enum class numbers : std::uint8_t { streams, bursts, batches, speed };
constexpr std::array<std::string_view, 4> enum_names(numbers) { return {"streams", "bursts", "batches", "speed"}; }

/// Measures and prints a table, each row as soon as it is known. It reads from `from`: the seed of each row's
/// first run; `neighbours`, but not for streams; `tickets`, for streams (of each run, at least 4,000) and for
/// speed (beyond 100,000 this many are also made to wait).
void print_numbers(numbers which, const generator_options& from);

/// Mean wait and people matched against oldest-first re-run at every event: five families, two loads, six seeds.
void print_streams(const generator_options& from);
void print_bursts(const generator_options& from);
/// One batch: people, of the optimum where it is known, and CPU per ticket.
void print_batches(const generator_options& from);
/// CPU of arrivals, of explanations, and counted work, at several sizes of the pool.
void print_speed(const generator_options& from);

}  // namespace moim::sim
