#pragma once

#include "domain/matching/tickets/pool_rules.hpp"

#include <tl/expected.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace moim {

/// What the files say: the kinds, and the pools of those that have any.
struct configured_kinds {
  std::vector<kind> kinds;
  std::vector<pool_rules> pools;
};

/// Reads one kind from TOML: every declared field of `kind` must be there. A table `[pool]` may say how tickets of the
/// kind are matched: any of `pool_kind`'s numbers, `regions` (one pool each) and `[[pool.criteria]]`. The error is a
/// sentence for the operator that begins with file, line and column: `kinds/meal.toml:7:15: …`.
tl::expected<configured_kinds, std::string> read_kind(std::string_view toml, const std::string& file);

/// The kinds in all `.toml` files of a directory, by name of file. An error if there are none or two of one key.
tl::expected<configured_kinds, std::string> read_kinds(const std::filesystem::path& directory);

/// Where the kinds are if nobody says: `kinds` below the working directory, or beside or above `program` (a checkout's
/// build), or in `../share/moim` of it (installed). Nothing if none is there.
std::optional<std::filesystem::path> find_kinds(const std::filesystem::path& program);

}  // namespace moim
