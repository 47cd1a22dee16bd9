#include "net/auth/jwks_file.hpp"

#include <fstream>

namespace moim {

jwks_news jwks_file::look() {
  auto text = read_();
  if (!text) return fail_with(std::move(text.error()));
  if (seen_ == *text) return {};
  auto document = read_jwks(*text);
  if (!document) return fail_with("is no JWKS: " + document.error().detail);
  seen_ = std::move(*text);
  failure_.clear();
  return {std::move(*document), std::nullopt};
}

jwks_news jwks_file::fail_with(std::string why) {
  seen_.reset();
  if (failure_ == why) return {};
  failure_ = why;
  return {std::nullopt, std::move(why)};
}

jwks_file::reader reader_of(std::filesystem::path file) {
  return [file = std::move(file)]() -> tl::expected<std::string, std::string> {
    auto refuse = [](const char* why) { return tl::unexpected{std::string{why}}; };
    std::error_code failed;
    // Whoever opens a pipe may wait for ever.
    bool regular = std::filesystem::is_regular_file(file, failed);
    std::ifstream stream;
    if (regular) stream.open(file, std::ios::binary);
    if (!stream.is_open()) return refuse("cannot be read: it has to be a file that this user may read");
    std::string text(max_jwks_bytes + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (stream.bad()) return refuse("cannot be read: its disk does not answer");
    text.resize(static_cast<std::size_t>(stream.gcount()));
    if (text.size() > max_jwks_bytes) return refuse("is larger than 1 MiB");
    return text;
  };
}

}  // namespace moim
