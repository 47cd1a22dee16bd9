#include "app/data_directory.hpp"

#include <spdlog/spdlog.h>

namespace moim {

std::optional<std::string> make_data_directory(const std::filesystem::path& data) {
  using std::filesystem::perms;
  std::error_code failed;
  bool is_new = std::filesystem::create_directories(data, failed);
  if (failed)
    return "cannot make the directory " + data.string() + " (" + failed.message() +
           "): choose one that this user may write to with --data";
  auto ours = is_new ? data : data / "store";
  if (!std::filesystem::exists(ours, failed)) return std::nullopt;
  std::filesystem::permissions(ours, perms::owner_all, failed);
  if (failed) spdlog::warn("cannot close {} to other users ({}): chmod 700 it", ours.string(), failed.message());
  return std::nullopt;
}

}  // namespace moim
