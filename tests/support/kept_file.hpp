#pragma once

#include <string>
#include <string_view>

namespace moim::test {

/// For files that are derived from the code and yet kept, so that a change of them is seen and meant: empty if the file
/// at `path` (from the repository's root) holds `text`, else which lines differ and how to accept them. With
/// MOIM_WRITE=1 in the environment the file is written instead.
std::string differs_from_kept(std::string_view path, std::string_view text);

}  // namespace moim::test
