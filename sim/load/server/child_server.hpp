#pragma once

#include <sys/types.h>
#include <tl/expected.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace moim::load {

/// A `moimd` of the harness's own: with its data in a temporary directory, on a port that the system chose. Stopped,
/// and its data removed, when this goes.
class child_server {
 public:
  /// Starts the `moimd` that lies beside this program, and waits until it listens. `arguments` are added to its own.
  /// Errors are for people.
  static tl::expected<child_server, std::string> start(const std::vector<std::string>& arguments);
  ~child_server();
  child_server(child_server&& other) noexcept;
  child_server& operator=(child_server&&) = delete;

  /// `127.0.0.1:54321`.
  const std::string& address() const { return address_; }
  pid_t process() const { return process_; }
  /// Asks it to stop and waits. Returns what was wrong with how it ended; empty: nothing.
  std::string stop();

 private:
  child_server() = default;
  tl::expected<void, std::string> wait_until_it_listens(int output);

  std::filesystem::path log() const { return data_ / "log"; }

  pid_t process_ = -1;
  std::string address_;
  std::filesystem::path data_;
};

}  // namespace moim::load
