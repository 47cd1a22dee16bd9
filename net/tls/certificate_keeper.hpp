#pragma once

#include "metrics/catalogue.hpp"
#include "net/file_reader.hpp"
#include "net/tls/context.hpp"

#include <atomic>
#include <memory>
#include <optional>

namespace moim::tls {

/// A file, and what the log calls it.
struct named_file {
  std::string name;
  file_reader read;
};

/// Keeps the certificate that new connections get as two files say, and tells the log and the metrics. Connections that
/// there are keep theirs. `begin` and `look` are for one thread at a time.
class certificate_keeper {
 public:
  /// `metrics` outlives the keeper.
  certificate_keeper(tls_metrics& metrics, named_file certificate, named_file key)
      : metrics_{metrics}, certificate_{std::move(certificate)}, key_{std::move(key)} {}

  /// The first look, at the start. Why the server should not start, as a sentence for the operator.
  std::optional<std::string> begin();
  /// Looks again. While the files cannot be used the pair from before stays. Their content tells whether they have
  /// changed: size and time may stay as they were.
  void look();

  /// After a good `begin`; safe from any thread.
  std::shared_ptr<const context> newest() const { return newest_.load(); }

 private:
  struct pair {
    std::string certificate;
    std::string key;
    bool operator==(const pair&) const = default;
  };
  tl::expected<pair, std::string> read() const;
  std::optional<std::string> use(pair found);

  tls_metrics& metrics_;
  const named_file certificate_;
  const named_file key_;
  pair seen_;
  std::string failure_;
  std::atomic<std::shared_ptr<const context>> newest_;
};

}  // namespace moim::tls
