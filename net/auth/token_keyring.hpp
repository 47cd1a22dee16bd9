#pragma once

#include "net/auth/jwks_file.hpp"
#include "net/auth/token_gate.hpp"

#include <optional>
#include <string>

namespace moim {

struct keyring_options {
  /// The server's own key, which is accepted whatever the file says.
  token_key own;
  /// What the ids of foreign subjects are keyed with (`log_store::secret`).
  id_secret secret;
  /// What the log calls the file.
  std::string file;
  /// What tokens that are signed with the file's keys have to say in `iss` and `aud`; not checked if absent.
  std::optional<std::string> issuer{};
  std::optional<std::string> audience{};
};

/// Keeps the keys of a gate as a JWKS file says, and tells the log. A key that is not in the file any more signs
/// nothing from then on; sessions that it let in stay until their token's end. For one thread at a time.
class token_keyring {
 public:
  /// `gate` outlives the keyring.
  token_keyring(token_gate& gate, keyring_options options, file_reader read);

  /// The first look, at the start. Why the server should not start, as a sentence for the operator: the file cannot be
  /// read, or names keys of which none can be used. An empty list is somebody's will, and refuses all foreign tokens.
  std::optional<std::string> begin();
  /// Looks again. While the file cannot be used its keys from before stay.
  void look();

 private:
  void use(const jwks& document);

  token_gate& gate_;
  keyring_options options_;
  jwks_file file_;
};

}  // namespace moim
