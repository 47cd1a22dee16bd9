#include "net/file_reader.hpp"

#include <fstream>

namespace moim {

file_reader reader_of(std::filesystem::path file) {
  return [file = std::move(file)]() -> tl::expected<std::string, std::string> {
    auto refuse = [](const char* why) { return tl::unexpected{std::string{why}}; };
    std::error_code failed;
    // Whoever opens a pipe may wait for ever.
    bool regular = std::filesystem::is_regular_file(file, failed);
    std::ifstream stream;
    if (regular) stream.open(file, std::ios::binary);
    if (!stream.is_open()) return refuse("cannot be read: it has to be a file that this user may read");
    std::string text(max_file_bytes + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (stream.bad()) return refuse("cannot be read: its disk does not answer");
    text.resize(static_cast<std::size_t>(stream.gcount()));
    if (text.size() > max_file_bytes) return refuse("is larger than 1 MiB");
    return text;
  };
}

}  // namespace moim
