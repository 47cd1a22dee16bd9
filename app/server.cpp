#include <utility>
//
#include "actors/node.hpp"
#include "app/kinds_file.hpp"
#include "app/recording_store.hpp"
#include "app/server.hpp"
#include "app/store_metrics.hpp"
#include "app/version.hpp"
#include "net/auth/token_verifier.hpp"
#include "net/edge.hpp"
#include "store/rocks_store.hpp"

#include <spdlog/spdlog.h>

#include <fstream>
#include <random>
#include <sstream>

namespace moim {
namespace {

tl::unexpected<std::string> complain(std::string what) { return tl::unexpected{std::move(what)}; }

tl::expected<kind_table, std::string> load_kinds(const server_options& options, const std::filesystem::path& program) {
  auto place = options.kinds ? std::optional{std::filesystem::path{*options.kinds}} : find_kinds(program);
  if (!place) return complain("no directory of kinds found; say where it is with --kinds");
  auto kinds = read_kinds(*place);
  if (!kinds) return complain(kinds.error());
  spdlog::info("{} kinds and {} pools from {}", kinds->kinds.size(), kinds->pools.size(), place->string());
  return kind_table{std::move(kinds->kinds), std::move(kinds->pools)};
}

tl::expected<token_verifier, std::string> load_verifier(const server_options& options, const server_secret& secret) {
  verifier_options accepted;
  accepted.keys.push_back(own_key(secret));
  if (options.jwks) {
    std::ifstream file{*options.jwks};
    std::stringstream text;
    text << file.rdbuf();
    if (!file)
      return complain("cannot read --jwks " + *options.jwks + ": it has to be there, and this user may read it");
    auto keys = keys_from_jwks(text.str());
    if (!keys) return complain(*options.jwks + ": " + keys.error().detail);
    spdlog::info("{} keys from {}", keys->size(), *options.jwks);
    accepted.keys.insert(accepted.keys.end(), keys->begin(), keys->end());
  }
  auto made = token_verifier::make(std::move(accepted));
  if (!made) return complain(made.error().detail);
  return std::move(*made);
}

std::uint64_t random_seed() {
  std::random_device device;
  return std::uint64_t{device()} << 32 | device();
}

}  // namespace

/// In the order in which they stand on each other.
struct server::parts {
  parts(kind_table kinds_read, token_verifier verifier_made, const server_secret& secret)
      : kinds{std::move(kinds_read)}, verifier{std::move(verifier_made)}, issuer{secret} {}

  catalogue metrics{std::string{moim_version}};
  kind_table kinds;
  token_verifier verifier;
  token_issuer issuer;
  store_recorder recorder{metrics.storage};
  std::unique_ptr<store::rocks_store> store;
  std::unique_ptr<recording_store> recording;
  std::unique_ptr<actor_config> config;
  std::unique_ptr<caf::actor_system> system;
  std::unique_ptr<moim::node> node;
  std::unique_ptr<moim::edge> edge;
  std::shared_ptr<void> measuring;

  std::optional<std::string> start(server_options options);
};

std::optional<std::string> server::parts::start(server_options options) {
  auto listen = parse_listen(options.listen);
  if (!listen) return listen.error();
  std::tie(options.edge.address, options.edge.port) = *listen;
  store::rocks_options stored;
  stored.path = (std::filesystem::path{options.data} / "store").string();
  stored.observer = &recorder;
  stored.accept_loss = options.accept_loss;
  auto opened = store::rocks_store::open(std::move(stored));
  if (!opened) return opened.error();
  store = std::move(*opened);
  measuring = metrics.before_reading([this] { recorder.measured(store->sizes()); });
  store::log_store* logs = store.get();
  if (options.record_tickets) {
    auto recorded = recording_store::open(*store, *options.record_tickets, kinds.pools().pools);
    if (!recorded) return recorded.error();
    recording = std::move(*recorded);
    logs = recording.get();
    spdlog::info("what happens to tickets is written to {}", *options.record_tickets);
  }
  config = std::make_unique<actor_config>(options.worker_threads);
  system = std::make_unique<caf::actor_system>(*config);
  node = std::make_unique<moim::node>(*system, *logs, metrics, node_limits{}, random_seed());
  // Until the directory says otherwise.
  metrics.directory.warming().set(1);
  node->start(kinds.attended_pools());
  auto ready = [this] { return http::readiness{true, {}, metrics.directory.warming().value() != 0}; };
  auto served =
      edge::open(std::move(options.edge),
                 {*node, metrics, kinds,
                  [this](std::string_view token, time_ms now) { return verifier.verify(token, now); }, issuer, ready});
  if (!served) return served.error();
  edge = std::move(*served);
  return std::nullopt;
}

tl::expected<std::unique_ptr<server>, std::string> server::start(const server_options& options,
                                                                 const std::filesystem::path& program) {
  auto kinds = load_kinds(options, program);
  if (!kinds) return complain(kinds.error());
  std::error_code failed;
  std::filesystem::create_directories(options.data, failed);
  if (failed)
    return complain("cannot make the directory " + options.data + " (" + failed.message() +
                    "): choose one that this user may write to with --data");
  auto secret = load_or_create_secret(std::filesystem::path{options.data} / "secret");
  if (!secret) return complain(secret.error().detail);
  auto verifier = load_verifier(options, *secret);
  if (!verifier) return complain(verifier.error());
  auto made = std::make_unique<parts>(std::move(*kinds), std::move(*verifier), *secret);
  std::unique_ptr<server> started{new server{std::move(made)}};
  if (auto why = started->parts_->start(options)) return complain(*why);
  return started;
}

server::server(std::unique_ptr<parts> started) : parts_{std::move(started)} {}

server::~server() {
  parts_->measuring.reset();
  if (parts_->edge) parts_->edge->stop();
  if (parts_->node) {
    // Actors refer to the node, to outlets and to the store, so they end before any of these.
    parts_->node->kill();
    parts_->system->await_all_actors_done();
  }
  parts_->edge.reset();
  // Answers what was on its way to the disk, which nobody waits for any more.
  parts_->store.reset();
  parts_->node.reset();
}

std::uint16_t server::port() const { return parts_->edge->port(); }
void server::drain() { parts_->edge->drain(); }
bool server::wait_until_empty(std::chrono::milliseconds within) { return parts_->edge->wait_until_empty(within); }

}  // namespace moim
