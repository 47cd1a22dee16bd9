#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace moim {

/// Makes the data's directory, for this user alone. Of one that is there only what is surely the server's own is closed
/// to others, for it may be in other people's use as well. Files that are made from now on are closed by the umask.
/// Nothing, or a sentence for the operator.
std::optional<std::string> make_data_directory(const std::filesystem::path& data);

}  // namespace moim
