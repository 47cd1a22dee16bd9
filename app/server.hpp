#pragma once

#include "app/options.hpp"

#include <filesystem>
#include <functional>

namespace moim {

/// A server with everything it stands on: store, actors, edge.
class server {
 public:
  /// Opens the data, reads kinds, keys and the certificate, listens. The error is a sentence for the operator.
  /// `program` is the path that it was started by.
  static tl::expected<std::unique_ptr<server>, std::string> start(const server_options& options,
                                                                  const std::filesystem::path& program);
  /// Closes the store cleanly; what is still connected is cut.
  ~server();

  std::uint16_t port() const;
  /// Of the operators' listener.
  std::uint16_t operator_port() const;
  /// Looks at the files of `jwks` and of TLS at once. Nothing without any. Safe from any thread; returns at once.
  void read_files_again();
  /// Takes no more requests, and says goodbye to sessions once theirs are answered.
  void drain();
  /// After `drain`: whether everybody has gone within this time.
  bool wait_until_empty(std::chrono::milliseconds within);

 private:
  struct parts;
  explicit server(std::unique_ptr<parts> started);
  std::unique_ptr<parts> parts_;
};

}  // namespace moim
