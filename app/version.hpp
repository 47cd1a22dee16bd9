#pragma once

#include <string_view>

namespace moim {

/// What `--version` and `moim_build_info` tell; the project's in CMakeLists.txt.
inline constexpr std::string_view moim_version = "0.1.0";

}  // namespace moim
