#include "app/options.hpp"

#include <catch2/catch.hpp>

#include <vector>

namespace moim {
namespace {

command read(std::vector<const char*> words) {
  words.insert(words.begin(), "moimd");
  return read_command_line(static_cast<int>(words.size()), words.data());
}

TEST_CASE("options are read, and the rest is as it is by default") {
  auto asked = read({"--data", "/tmp/x", "--listen", "0.0.0.0:0", "--in-flight", "7", "--batch-requests", "5",
                     "--allow-origin", "https://a", "--allow-origin", "https://b"});
  CHECK_FALSE(asked.print);
  CHECK(asked.options.data == "/tmp/x");
  CHECK(asked.options.edge.session.max_in_flight == 7);
  CHECK(asked.options.edge.session.max_batch_calls == 5);
  CHECK(asked.options.edge.origins == std::vector<std::string>{"https://a", "https://b"});
  CHECK(asked.options.edge.session.max_outbox_bytes == session_limits{}.max_outbox_bytes);
}

TEST_CASE("how often a person has a ticket explained, and invites others, is the operator's to choose") {
  CHECK(read({}).options.explanations_per_minute == 6);
  CHECK(read({"--explanations-per-minute", "2"}).options.explanations_per_minute == 2);
  CHECK(read({"--explanations-per-minute", "0"}).status == 2);
  CHECK(read({}).options.invitations_per_minute == 12);
  CHECK(read({"--invitations-per-minute", "3"}).options.invitations_per_minute == 3);
}

TEST_CASE("the bound of all outboxes is shared out to the I/O threads") {
  CHECK(read({}).options.edge.session.max_hub_outbox_bytes == 256 * 1'048'576);
  CHECK(read({"--outbox-mb", "64", "--io-threads", "4"}).options.edge.session.max_hub_outbox_bytes == 16 * 1'048'576);
}

TEST_CASE("a loss is accepted only by whoever says so") {
  CHECK_FALSE(read({}).options.accept_loss);
  CHECK(read({"--accept-loss"}).options.accept_loss);
}

TEST_CASE("the keys of a JWKS file can be bound to an issuer and an audience") {
  auto asked = read({"--jwks", "keys.json", "--issuer", "https://id.example.org", "--audience", "moim"});
  CHECK_FALSE(asked.print);
  CHECK(asked.options.jwks == "keys.json");
  CHECK(asked.options.issuer == "https://id.example.org");
  CHECK(asked.options.audience == "moim");
  CHECK_FALSE(read({"--jwks", "keys.json"}).options.issuer);
}

TEST_CASE("an issuer or an audience without keys, or of no letters, is a mistake") {
  for (const auto& words : std::vector<std::vector<const char*>>{{"--issuer", "them"},
                                                                 {"--audience", "us"},
                                                                 {"--jwks", "keys.json", "--issuer", ""},
                                                                 {"--jwks", "keys.json", "--audience="}}) {
    auto asked = read(words);
    CHECK(asked.print);
    CHECK(asked.status == 2);
  }
}

TEST_CASE("a certificate and its key come together") {
  auto asked = read({"--tls-certificate", "chain.pem", "--tls-key", "key.pem"});
  CHECK_FALSE(asked.print);
  CHECK(asked.options.tls_certificate == "chain.pem");
  CHECK(asked.options.tls_key == "key.pem");
  CHECK(read({"--tls-certificate", "chain.pem"}).status == 2);
  CHECK(read({"--tls-key", "key.pem"}).status == 2);
}

TEST_CASE("one address has no more connections than there are, and who asks for that is told both options") {
  for (const auto& words : std::vector<std::vector<const char*>>{
           {"--connections", "5", "--connections-per-address", "9"}, {"--connections-per-address", "100001"}}) {
    auto asked = read(words);
    REQUIRE(asked.print);
    CHECK(asked.status == 2);
    CHECK(asked.print->find("--connections-per-address " + std::string{words.back()} +
                            " is more than --connections ") != std::string::npos);
  }
  CHECK_FALSE(read({"--connections", "9", "--connections-per-address", "9"}).print);
}

TEST_CASE("what makes no sense is refused with a status") {
  for (const auto& words : std::vector<std::vector<const char*>>{{"--no-such-option"},
                                                                 {"--io-threads", "0"},
                                                                 {"--in-flight", "many"},
                                                                 {"--log-level", "loud"},
                                                                 {"--trust-proxy", "10.0.0.1/8"},
                                                                 {"--trust-proxy", "proxy.example"},
                                                                 {"--proxy-protocol"},
                                                                 {"--allow-host", "example.org:80"},
                                                                 {"--connections-per-address", "0"},
                                                                 {"--http-requests-per-second", "0"},
                                                                 {"--handshakes-per-second", "0"}}) {
    auto asked = read(words);
    CHECK(asked.print);
    CHECK(asked.status == 2);
  }
}

TEST_CASE("help, version and protocol are printed") {
  CHECK(read({"--help"}).print->find("--allow-origin") != std::string::npos);
  CHECK(read({"--version"}).print->find("moimd 0.") == 0);
  CHECK(read({"--print-protocol"}).print->find("room.join") != std::string::npos);
  CHECK(read({"--print-openrpc"}).print == openrpc_document() + '\n');
  CHECK(read({"--help"}).status == 0);
}

TEST_CASE("the OpenRPC document names the address that is listened on by default") {
  CHECK(openrpc_document().find("\"ws://" + read({}).options.listen + "/ws\"") != std::string::npos);
}

TEST_CASE("an address to listen on has a host and a port") {
  CHECK(parse_listen("127.0.0.1:8080") == std::pair{std::string{"127.0.0.1"}, std::uint16_t{8080}});
  CHECK(parse_listen("[::1]:0") == std::pair{std::string{"::1"}, std::uint16_t{0}});
  for (auto wrong : {"", ":80", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536", "127.0.0.1:100000"})
    CHECK_FALSE(parse_listen(wrong));
}

}  // namespace
}  // namespace moim
