#include "sim/load/server/child_server.hpp"

#include "net/edge_options.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <thread>
#include <utility>

namespace moim::load {
namespace {

constexpr int max_start_ms = 60'000;
constexpr auto max_stop = std::chrono::seconds{30};
constexpr std::string_view announcement = "listening on http://";

std::filesystem::path beside_this_program(std::string_view name) {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).parent_path() / name;
}

/// All that there may be by a server's arguments, for one address has no more.
std::string most_connections(const std::vector<std::string>& arguments) {
  constexpr std::string_view option = "--connections";
  for (auto word = arguments.begin(); word != arguments.end(); ++word) {
    if (*word == option && word + 1 != arguments.end()) return word[1];
    if (word->starts_with(option) && word->substr(option.size()).starts_with('='))
      return word->substr(option.size() + 1);
  }
  return std::to_string(edge_options{}.max_connections);
}

[[noreturn]] void become(const std::filesystem::path& program, std::vector<std::string> words, int output,
                         const std::filesystem::path& log) {
  // Should the harness die, its server is not left behind.
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  // Ctrl-C is for the harness, which needs its server to the end.
  setpgid(0, 0);
  dup2(output, STDOUT_FILENO);
  dup2(open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600), STDERR_FILENO);
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  execv(program.c_str(), arguments.data());
  _exit(127);
}

}  // namespace

tl::expected<child_server, std::string> child_server::start(const std::vector<std::string>& arguments) {
  auto program = beside_this_program("moimd");
  if (access(program.c_str(), X_OK) != 0)
    return tl::unexpected{"there is no " + program.string() + "; build it, or name a server with --target"};
  auto pattern = (std::filesystem::temp_directory_path() / "moim-load-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) return tl::unexpected{"cannot make " + pattern};
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), 0) != 0) return tl::unexpected{std::string{"no pipe to the server"}};

  child_server server;
  server.data_ = pattern;
  std::vector<std::string> words{program, "--data", server.data_ / "data", "--listen", "127.0.0.1:0",
                                 // The crowd comes from one address, and all at once.
                                 "--guests-per-second", "1000000", "--handshakes-per-second", "1000000",
                                 "--connections-per-address", most_connections(arguments),
                                 // A few of it are the hosts of all rooms.
                                 "--open-rooms", "10000", "--rooms-per-hour", "1000000"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  server.process_ = fork();
  if (server.process_ == 0) become(program, std::move(words), ends[1], server.log());
  close(ends[1]);
  auto started = server.process_ < 0 ? tl::unexpected{std::string{"cannot start " + program.string()}}
                                     : server.wait_until_it_listens(ends[0]);
  if (started) {
    // It may go on to say things; nobody reads them, and a closed pipe must not end it.
    std::thread{[output = ends[0]] {
      std::array<char, 4096> said;
      while (read(output, said.data(), said.size()) > 0) {
      }
      close(output);
    }}.detach();
    return server;
  }
  close(ends[0]);
  return tl::unexpected{started.error()};
}

tl::expected<void, std::string> child_server::wait_until_it_listens(int output) {
  std::string said;
  pollfd waiting{output, POLLIN, 0};
  while (poll(&waiting, 1, max_start_ms) > 0) {
    std::array<char, 4096> more;
    auto size = read(output, more.data(), more.size());
    if (size <= 0) break;
    said.append(more.data(), static_cast<std::size_t>(size));
    auto begin = said.find(announcement);
    if (begin == std::string::npos) continue;
    begin += announcement.size();
    auto end = said.find_first_of(" \r\n/", begin);
    if (end == std::string::npos) continue;
    address_ = said.substr(begin, end - begin);
    return {};
  }
  std::ifstream file{log()};
  said.append(std::istreambuf_iterator<char>{file}, {});
  return tl::unexpected{"the server did not say where it listens; it said:\n" + said};
}

child_server::child_server(child_server&& other) noexcept
    : process_{std::exchange(other.process_, -1)},
      address_{std::move(other.address_)},
      data_{std::exchange(other.data_, {})} {}

child_server::~child_server() {
  stop();
  std::error_code ignored;
  if (!data_.empty()) std::filesystem::remove_all(data_, ignored);
}

std::string child_server::stop() {
  if (process_ <= 0) return {};
  auto child = std::exchange(process_, -1);
  kill(child, SIGTERM);
  int status = 0;
  auto until = std::chrono::steady_clock::now() + max_stop;
  while (waitpid(child, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > until) {
      kill(child, SIGKILL);
      waitpid(child, &status, 0);
      return "the server did not stop within 30 s of SIGTERM and was killed";
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  if (WIFSIGNALED(status)) return "the server was ended by signal " + std::to_string(WTERMSIG(status));
  if (WEXITSTATUS(status) != 0) return "the server ended with status " + std::to_string(WEXITSTATUS(status));
  return {};
}

}  // namespace moim::load
