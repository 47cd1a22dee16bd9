#include "net/auth/token_keyring.hpp"

#include "domain/declare/derived_ids.hpp"
#include "metrics/catalogue.hpp"
#include "net/auth/token_issuer.hpp"
#include "tests/net/auth/signer.hpp"
#include "tests/net/auth/told_log.hpp"

#include <catch2/catch.hpp>

namespace moim::token_keyring_cases {

namespace {

constexpr time_ms now = 1'800'000'000'000;
constexpr id_secret ids{11, 12};
const server_secret own{1, 2, 3};

/// The key of this name, for a JWKS document; its secret is made of its first letter.
std::string key(const std::string& name) {
  return R"({"kty":"oct","kid":")" + name + R"(","k":")" + to_base64url(std::string(32, name[0])) + "\"}";
}
const std::string weak_key = R"({"kty":"oct","kid":"weak","k":"AAAA"})";

/// A token of `them`, signed with the key of this name.
std::string token_by(const std::string& name, const std::string& more = "") {
  return test::hs256(std::string(32, name[0]), R"({"iss":"them","sub":"ada","exp":1900000000)" + more + "}",
                     R"({"alg":"HS256","kid":")" + name + "\"}");
}

struct keyring_fixture {
  explicit keyring_fixture(const std::string& keys, std::optional<std::string> issuer = {},
                           std::optional<std::string> audience = {})
      : keyring{
            gate, {own_key(own), ids, "keys.json", std::move(issuer), std::move(audience)}, [this] { return holds; }} {
    write(keys);
  }

  void write(const std::string& keys) { holds = R"({"keys":[)" + keys + "]}"; }
  bool accepts(const std::string& token) { return gate.check(token, now).has_value(); }

  test::told_log log;
  tl::expected<std::string, std::string> holds;
  catalogue metrics{"test"};
  token_gate gate{token_verifier::make({{own_key(own)}, ids}).value(), metrics.edge};
  token_keyring keyring;
  const std::string guest = token_issuer{own}.issue({1, 7}, now, hour_ms);
};

}  // namespace

TEST_CASE("the keys of a file are accepted beside the server's own, and the log says which they are") {
  keyring_fixture f{key("first") + "," + key("second") + R"(,{"kty":"oct","k":")" + to_base64url(std::string(32, 'x')) +
                    "\"}"};
  CHECK_FALSE(f.keyring.begin());
  CHECK(f.gate.check(token_by("first"), now) ==
        identity{foreign_user_id(ids, "them", "ada"), 1'900'000'005'000, false});
  CHECK(f.accepts(token_by("second")));
  CHECK(f.gate.check(f.guest, now)->is_own);
  CHECK(f.log.take() == "info: 3 keys from keys.json: `first`, `second`, one without a `kid`\n");
}

TEST_CASE("a key that is taken out of the file works no more, and one that is put in does") {
  keyring_fixture f{key("first") + "," + key("second")};
  CHECK_FALSE(f.keyring.begin());
  f.log.take();
  f.write(key("second") + "," + key("third"));
  CHECK(f.accepts(token_by("first")));
  f.keyring.look();
  CHECK_FALSE(f.accepts(token_by("first")));
  CHECK(f.accepts(token_by("second")));
  CHECK(f.accepts(token_by("third")));
  CHECK(f.accepts(f.guest));
  CHECK(f.log.take() == "info: 2 keys from keys.json: `second`, `third`\n");
  f.keyring.look();
  CHECK(f.log.take().empty());
}

TEST_CASE("while the file cannot be used its keys stay, and the log says so once") {
  keyring_fixture f{key("first")};
  CHECK_FALSE(f.keyring.begin());
  f.log.take();
  f.holds = tl::unexpected{std::string{"cannot be read"}};
  for (int i = 0; i < 3; ++i) f.keyring.look();
  CHECK(f.log.take() == "error: keys.json cannot be read. The keys that were read from it before stay in use\n");
  f.holds = R"({"keys":[{"kty")";
  for (int i = 0; i < 3; ++i) f.keyring.look();
  CHECK_THAT(f.log.take(), Catch::StartsWith("error: keys.json is no JWKS"));
  CHECK(f.accepts(token_by("first")));
  f.write(key("first"));
  f.keyring.look();
  CHECK(f.log.take() == "info: 1 key from keys.json: `first`\n");
}

TEST_CASE("a weak key is passed over with a warning, and neither a start nor another key fails for it") {
  keyring_fixture f{weak_key + "," + key("first")};
  CHECK_FALSE(f.keyring.begin());
  CHECK(f.accepts(token_by("first")));
  CHECK_THAT(f.log.take(),
             Catch::StartsWith("warning: key `weak` of keys.json is passed over: an HS256 secret has at"));
}

TEST_CASE("a file that cannot be used, or has keys of which none can be, fails a start with a sentence") {
  keyring_fixture f{weak_key};
  CHECK(f.keyring.begin() == "no key of keys.json can be used; key `weak`: an HS256 secret has at least 32 bytes");
  keyring_fixture gone{""};
  gone.holds = tl::unexpected{std::string{"cannot be read"}};
  CHECK(gone.keyring.begin() == "keys.json cannot be read");
}

TEST_CASE("an empty list refuses every foreign token, at the start and later, with a warning") {
  std::string warning =
      "warning: keys.json has no key that can be used: tokens other than this server's own are refused\n";
  keyring_fixture f{""};
  CHECK_FALSE(f.keyring.begin());
  CHECK(f.log.take() == warning);
  f.write(key("first"));
  f.keyring.look();
  CHECK(f.accepts(token_by("first")));
  f.log.take();
  f.write("");
  f.keyring.look();
  CHECK_FALSE(f.accepts(token_by("first")));
  CHECK(f.accepts(f.guest));
  CHECK(f.log.take() == warning);
}

TEST_CASE("issuer and audience bind the keys of the file and not the server's own, also when they are read again") {
  keyring_fixture f{key("first"), "them", "us"};
  CHECK_FALSE(f.keyring.begin());
  for (int i = 0; i < 2; ++i) {
    CHECK(f.accepts(token_by("first", R"(,"aud":["us"])")));
    CHECK_FALSE(f.accepts(token_by("first", R"(,"aud":"you")")));
    CHECK_FALSE(f.accepts(token_by("first")));
    CHECK(f.accepts(f.guest));
    f.write(key("second") + "," + key("first"));
    f.keyring.look();
  }
  keyring_fixture others{key("first"), "others"};
  CHECK_FALSE(others.keyring.begin());
  CHECK_FALSE(others.accepts(token_by("first")));
}

TEST_CASE("no more names of keys are told than anybody reads") {
  std::string keys = key("k");
  for (int i = 0; i < 19; ++i) keys += "," + key("k");
  keyring_fixture f{keys};
  CHECK_FALSE(f.keyring.begin());
  CHECK_THAT(f.log.take(), Catch::EndsWith("`k`, `k` and 4 more\n"));
}

}  // namespace moim::token_keyring_cases
