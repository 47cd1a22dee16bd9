#include "net/auth/server_secret.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>

using namespace moim;
namespace fs = std::filesystem;

namespace {

/// A directory of its own, gone with the test.
struct scratch {
  fs::path path;
  scratch() {
    std::string name = (fs::temp_directory_path() / "moim-secret-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~scratch() { fs::remove_all(path); }
};

std::string why_refused(const fs::path& file) {
  auto refused = load_or_create_secret(file);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == errc::unavailable);
  return refused.error().detail;
}

}  // namespace

TEST_CASE("the first start makes a secret that only the owner can read, and later ones find it") {
  scratch directory;
  auto file = directory.path / "secret";
  auto made = load_or_create_secret(file);
  REQUIRE(made);
  CHECK(*made != server_secret{});
  CHECK((fs::status(file).permissions() & fs::perms::all) == (fs::perms::owner_read | fs::perms::owner_write));
  CHECK(load_or_create_secret(file) == *made);
  CHECK(std::distance(fs::directory_iterator{directory.path}, {}) == 1);
  scratch elsewhere;
  CHECK(load_or_create_secret(elsewhere.path / "secret") != *made);
}

TEST_CASE("a secret that others can read is refused") {
  scratch directory;
  auto file = directory.path / "secret";
  REQUIRE(load_or_create_secret(file));
  for (auto open_to : {fs::perms::group_read, fs::perms::others_read, fs::perms::others_write}) {
    fs::permissions(file, fs::perms::owner_read | open_to);
    CHECK_THAT(why_refused(file), Catch::Contains("open to others"));
  }
}

TEST_CASE("a damaged secret is refused, never replaced") {
  scratch directory;
  auto file = directory.path / "secret";
  std::ofstream{file} << "short";
  fs::permissions(file, fs::perms::owner_read);
  CHECK_THAT(why_refused(file), Catch::Contains("damaged"));
  CHECK(fs::file_size(file) == 5);
}

TEST_CASE("what a crash left of a secret half made is no hindrance") {
  scratch directory;
  auto file = directory.path / "secret";
  std::ofstream{directory.path / "secret.new"} << "half";
  REQUIRE(load_or_create_secret(file));
  CHECK(load_or_create_secret(file));
}

TEST_CASE("a secret is neither followed through a link nor made where it cannot be") {
  scratch directory;
  fs::create_symlink(directory.path / "elsewhere", directory.path / "secret");
  why_refused(directory.path / "secret");
  why_refused(directory.path / "no" / "such" / "secret");
}
