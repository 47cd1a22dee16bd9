#include "net/tls/certificate_keeper.hpp"

#include "tests/net/auth/told_log.hpp"
#include "tests/net/support/test_certificate.hpp"

#include <catch2/catch.hpp>

namespace moim::certificate_keeper_cases {
namespace {

using test::test_certificate;

constexpr std::time_t year_2100 = 4'102'444'800;

/// Two files that the test writes to.
struct keeper_fixture {
  explicit keeper_fixture(const test_certificate& first) { write(first); }

  void write(const test_certificate& pair) {
    certificate = pair.certificate;
    key = pair.key;
  }
  std::int64_t expires() { return metrics.tls.certificate_expires().value(); }

  test::told_log log;
  catalogue metrics{"test"};
  tl::expected<std::string, std::string> certificate;
  tl::expected<std::string, std::string> key;
  tls::certificate_keeper keeper{
      metrics.tls, {"a.pem", [this] { return certificate; }}, {"b.pem", [this] { return key; }}};
};

TEST_CASE("a certificate is in use from the start, and the log and the metrics say until when") {
  keeper_fixture f{test_certificate::make("example.org", year_2100)};
  CHECK(f.expires() == 0);
  CHECK_FALSE(f.keeper.begin());
  CHECK(f.keeper.newest()->names() == "example.org");
  CHECK(f.expires() == year_2100);
  CHECK(f.log.take() == "info: TLS by a.pem, for example.org, good until 2100-01-01 00:00 UTC\n");
  f.keeper.look();
  CHECK(f.log.take().empty());
}

TEST_CASE("the first of the certificates to end is when all is over") {
  auto own = test_certificate::make("example.org", year_2100);
  auto issuer = test_certificate::make("issuer", year_2100 - 1'000);
  CHECK(tls::context::make(own.certificate + issuer.certificate, own.key)->expires_s() == year_2100 - 1'000);
}

TEST_CASE("a server does not start by a pair that is none, and says why") {
  auto good = test_certificate::make();
  auto begin_with = [](tl::expected<std::string, std::string> certificate, tl::expected<std::string, std::string> key) {
    keeper_fixture f{{}};
    f.certificate = std::move(certificate);
    f.key = std::move(key);
    return f.keeper.begin().value_or("it starts");
  };
  const std::string pair = "no TLS by a.pem with b.pem: ";
  CHECK(begin_with(good.certificate, good.key) == "it starts");
  CHECK(begin_with(tl::unexpected{std::string{"is gone"}}, good.key) == "a.pem is gone");
  CHECK(begin_with(good.certificate, tl::unexpected{std::string{"is gone"}}) == "b.pem is gone");
  CHECK(begin_with("", good.key) == pair + "there is no certificate in PEM (-----BEGIN CERTIFICATE-----)");
  CHECK(begin_with(good.certificate, good.certificate) ==
        pair + "there is no key in PEM (-----BEGIN PRIVATE KEY-----)");
  CHECK(begin_with(good.certificate, test_certificate::make().key) == pair + "the key is not the certificate's");
  auto locked = test_certificate::make("localhost", year_2100, "secret");
  CHECK(begin_with(locked.certificate, locked.key).find(pair + "the key is encrypted: ") == 0);
  CHECK(begin_with(std::string(40'000, 'x'), good.key) == pair + "the certificates are larger than 32 KiB");
}

TEST_CASE("a new pair is in use from the next look on; while one is bad the old one stays, and that is told once") {
  auto first = test_certificate::make("first.example", year_2100);
  keeper_fixture f{first};
  CHECK_FALSE(f.keeper.begin());
  f.log.take();
  auto second = test_certificate::make("second.example", year_2100 + 86'400);
  // One file has been moved into its place, the other not yet.
  f.certificate = second.certificate;
  f.keeper.look();
  f.keeper.look();
  CHECK(f.log.take() ==
        "error: no TLS by a.pem with b.pem: the key is not the certificate's. The certificate from before stays in "
        "use\n");
  CHECK(f.keeper.newest()->names() == "first.example");
  f.key = second.key;
  f.keeper.look();
  CHECK(f.keeper.newest()->names() == "second.example");
  CHECK(f.expires() == year_2100 + 86'400);
  CHECK(f.log.take() == "info: TLS by a.pem, for second.example, good until 2100-01-02 00:00 UTC\n");
  f.key = tl::unexpected{std::string{"is gone"}};
  f.keeper.look();
  CHECK(f.keeper.newest()->names() == "second.example");
  f.write(first);
  f.keeper.look();
  CHECK(f.keeper.newest()->names() == "first.example");
}

TEST_CASE("a certificate that is over is used, for there is no other, with a warning") {
  keeper_fixture f{test_certificate::make("example.org", 1'000'000'000)};
  CHECK_FALSE(f.keeper.begin());
  CHECK(f.log.take().find("warning: a.pem is over: clients will not connect\n") != std::string::npos);
}

}  // namespace
}  // namespace moim::certificate_keeper_cases
