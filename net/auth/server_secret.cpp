#include "net/auth/server_secret.hpp"

#include <fcntl.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace moim {
namespace {

class descriptor {
 public:
  explicit descriptor(int number) : number_(number) {}
  descriptor(descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  descriptor& operator=(descriptor&&) = delete;
  ~descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int get() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }

 private:
  int number_;
};

tl::unexpected<error> refuse(const std::filesystem::path& file, const std::string& why) {
  return fail(errc::unavailable, "the secret " + file.string() + " " + why);
}

tl::unexpected<error> refuse_errno(const std::filesystem::path& file, const std::string& what) {
  return refuse(file, "cannot be " + what + ": " + std::generic_category().message(errno));
}

result<server_secret> read_secret(const descriptor& from, const std::filesystem::path& file) {
  struct stat status {};
  if (::fstat(from.get(), &status) != 0) return refuse_errno(file, "examined");
  if (!S_ISREG(status.st_mode)) return refuse(file, "is no regular file");
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) return refuse(file, "is open to others: chmod 600 it");
  server_secret secret;
  bool whole = status.st_size == static_cast<off_t>(secret.size()) &&
               ::read(from.get(), secret.data(), secret.size()) == static_cast<ssize_t>(secret.size());
  if (!whole) return refuse(file, "is damaged: it must have 32 bytes");
  return secret;
}

bool sync_directory(const std::filesystem::path& directory) {
  descriptor opened{::open(directory.empty() ? "." : directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  return opened && ::fsync(opened.get()) == 0;
}

/// Written beside and linked into place, so that no crash leaves a part of a secret under its name.
result<server_secret> create_secret(const std::filesystem::path& file) {
  server_secret secret;
  if (RAND_bytes(secret.data(), static_cast<int>(secret.size())) != 1) return refuse(file, "got no random bytes");
  auto draft = file;
  draft += ".new";
  ::unlink(draft.c_str());
  {
    descriptor to{::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR)};
    bool written = to && ::write(to.get(), secret.data(), secret.size()) == static_cast<ssize_t>(secret.size()) &&
                   ::fsync(to.get()) == 0;
    if (!written) return refuse_errno(file, "written");
  }
  // Unlike rename, link never replaces a secret that somebody else has just made.
  bool linked = ::link(draft.c_str(), file.c_str()) == 0;
  if (!linked) return refuse_errno(file, "put in its place");
  ::unlink(draft.c_str());
  if (!sync_directory(file.parent_path())) return refuse_errno(file, "synced");
  return secret;
}

}  // namespace

result<server_secret> load_or_create_secret(const std::filesystem::path& file) {
  descriptor existing{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)};
  if (existing) return read_secret(existing, file);
  if (errno != ENOENT) return refuse_errno(file, "opened");
  return create_secret(file);
}

}  // namespace moim
