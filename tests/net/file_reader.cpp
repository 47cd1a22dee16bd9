#include "net/file_reader.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>

namespace moim::file_reader_cases {

TEST_CASE("the reader reads regular files of a bounded size, through links too") {
  std::string name = (std::filesystem::temp_directory_path() / "moim-reader-XXXXXX").string();
  const std::filesystem::path directory = ::mkdtemp(name.data());
  auto file = directory / "keys.json";
  // It is there, and opens, as a pipe would.
  for (const auto& no_file : {file, directory})
    CHECK(reader_of(no_file)().error() == "cannot be read: it has to be a file that this user may read");
  std::ofstream{file} << "some keys";
  CHECK(reader_of(file)() == "some keys");
  std::filesystem::create_symlink("keys.json", directory / "link");
  CHECK(reader_of(directory / "link")() == "some keys");
  std::ofstream{file} << std::string(max_file_bytes, ' ');
  CHECK(reader_of(file)()->size() == max_file_bytes);
  std::ofstream{file, std::ios::app} << ' ';
  CHECK(reader_of(file)().error() == "is larger than 1 MiB");
  std::filesystem::remove_all(directory);
}

}  // namespace moim::file_reader_cases
