#include <utility>
//
#include "actors/node.hpp"
#include "app/data_directory.hpp"
#include "app/descriptors.hpp"
#include "app/edges.hpp"
#include "app/file_watch.hpp"
#include "app/kinds_file.hpp"
#include "app/openness.hpp"
#include "app/recording_store.hpp"
#include "app/server.hpp"
#include "app/store_metrics.hpp"
#include "app/test_clock.hpp"
#include "app/version.hpp"
#include "net/auth/token_keyring.hpp"
#include "net/edge.hpp"
#include "net/tls/certificate_keeper.hpp"
#include "store/rocks_store.hpp"

#include <spdlog/spdlog.h>

#include <atomic>
#include <future>
#include <random>
#include <thread>

namespace moim {
namespace {

/// How long a key may work that its issuer has taken out of the file, or a certificate that was changed.
constexpr std::chrono::seconds look_at_files_every{5};

tl::unexpected<std::string> complain(std::string what) { return tl::unexpected{std::move(what)}; }

tl::expected<kind_table, std::string> load_kinds(const server_options& options, const std::filesystem::path& program) {
  auto place = options.kinds ? std::optional{std::filesystem::path{*options.kinds}} : find_kinds(program);
  if (!place) return complain("no directory of kinds found; say where it is with --kinds");
  auto kinds = read_kinds(*place);
  if (!kinds) return complain(kinds.error());
  if (options.open_rooms)
    for (auto& kind : kinds->kinds) kind.max_open_rooms = *options.open_rooms;
  spdlog::info("{} kinds and {} pools from {}", kinds->kinds.size(), kinds->pools.size(), place->string());
  return kind_table{std::move(kinds->kinds), std::move(kinds->pools)};
}

/// What the operator should know who leaves the keys unbound.
void warn_of_unbound_keys(const server_options& options) {
  if (!options.issuer)
    spdlog::warn("no --issuer: whoever has a key of {} may speak for any issuer and its people", *options.jwks);
  if (!options.audience)
    spdlog::warn(
        "no --audience: tokens that were made for other services are accepted, too, if a key of {} signed them",
        *options.jwks);
}

time_ms system_ms() {
  auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since_1970).count();
}

std::uint64_t random_seed() {
  std::random_device device;
  return std::uint64_t{device()} << 32 | device();
}

}  // namespace

/// In the order in which they stand on each other.
struct server::parts {
  parts(kind_table kinds_read, const server_secret& secret_read)
      : metrics{std::string{moim_version}, kinds_read.pools().pools},
        kinds{std::move(kinds_read)},
        secret{secret_read},
        issuer{secret_read} {}

  catalogue metrics;
  kind_table kinds;
  const server_secret secret;
  token_issuer issuer;
  store_recorder recorder{metrics.storage};
  std::optional<test_clock> clock;
  std::unique_ptr<store::rocks_store> store;
  std::optional<token_gate> tokens;
  std::optional<token_keyring> keyring;
  std::optional<tls::certificate_keeper> certificate;
  std::unique_ptr<recording_store> recording;
  std::unique_ptr<actor_config> config;
  std::unique_ptr<caf::actor_system> system;
  std::unique_ptr<moim::node> node;
  std::unique_ptr<moim::edge> edge;
  std::unique_ptr<moim::edge> operators;
  std::unique_ptr<file_watch> watching_files;
  std::shared_ptr<void> measuring;
  std::atomic<bool> stopping{false};

  std::optional<std::string> start(const server_options& options);
  std::optional<std::string> open_store(const server_options& options);
  std::optional<std::string> read_keys(const server_options& options);
  std::optional<std::string> read_certificate(const server_options& options);
  void watch_files();
  std::optional<std::string> listen(const server_options& options);
  http::clock_control control_clock();
  bool settle();
};

/// Does all that is due, and waits until nothing is under way any more: no wake-up, no request, no append, for a moment
/// in which what one entity owes another would have arrived.
bool server::parts::settle() {
  constexpr std::chrono::milliseconds look_every{1};
  constexpr unsigned still_for_looks = 3;
  constexpr std::chrono::seconds longest{60};
  auto until = std::chrono::steady_clock::now() + longest;
  auto due_is_done = std::make_shared<std::promise<void>>();
  auto done = due_is_done->get_future();
  node->settle([due_is_done] { due_is_done->set_value(); });
  auto gives_up = [&] { return stopping || std::chrono::steady_clock::now() >= until; };
  while (done.wait_for(std::chrono::milliseconds{50}) != std::future_status::ready)
    if (gives_up()) return false;
  auto& counts = metrics.entities;
  auto appends = [&] {
    std::uint64_t all = 0;
    for (std::size_t outcome = 0; outcome < enum_names(append_outcome{}).size(); ++outcome)
      all += counts.appends(static_cast<append_outcome>(outcome)).value();
    for (auto type : all_entity_types()) all += counts.loads(type).value();
    return all;
  };
  for (auto [still, before] = std::pair{0u, appends()}; still < still_for_looks;) {
    std::this_thread::sleep_for(look_every);
    if (gives_up()) return false;
    auto now = appends();
    still = now == before && counts.waiting().value() == 0 ? still + 1 : 0;
    before = now;
  }
  return true;
}

http::clock_control server::parts::control_clock() {
  if (!clock) return {};
  clock->live_in({[this] { return store->next_wake(); }, [this] { return settle(); }});
  return {[this] { return clock->now(); },
          [this](time_ms to) {
            auto moved = clock->move_to(to);
            edge->look_at_clock();
            return moved;
          }};
}

std::optional<std::string> server::parts::open_store(const server_options& options) {
  store::rocks_options stored;
  stored.path = (std::filesystem::path{options.data} / "store").string();
  stored.observer = &recorder;
  stored.accept_loss = options.accept_loss;
  stored.open_files_max = options.store_files;
  if (options.test_clock) {
    spdlog::warn("time stands still until POST /clock moves it: --test-clock is for tests");
    clock.emplace(system_ms());
    stored.clock = [this] { return clock->now(); };
  }
  auto opened = store::rocks_store::open(std::move(stored));
  if (!opened) return opened.error();
  store = std::move(*opened);
  measuring = metrics.before_reading([this] { recorder.measured(store->sizes()); });
  return std::nullopt;
}

/// After the store, whose secret foreign people's ids are keyed with.
std::optional<std::string> server::parts::read_keys(const server_options& options) {
  tokens.emplace(token_verifier::make({{own_key(secret)}, store->secret()}).value(), metrics.edge);
  if (!options.jwks) return std::nullopt;
  keyring.emplace(*tokens,
                  keyring_options{own_key(secret), store->secret(), *options.jwks, options.issuer, options.audience},
                  reader_of(*options.jwks));
  if (auto why = keyring->begin()) return why;
  warn_of_unbound_keys(options);
  return std::nullopt;
}

std::optional<std::string> server::parts::read_certificate(const server_options& options) {
  if (!options.tls_certificate) return std::nullopt;
  certificate.emplace(metrics.tls, tls::named_file{*options.tls_certificate, reader_of(*options.tls_certificate)},
                      tls::named_file{*options.tls_key, reader_of(*options.tls_key)});
  return certificate->begin();
}

void server::parts::watch_files() {
  if (!keyring && !certificate) return;
  watching_files = std::make_unique<file_watch>(
      [this] {
        if (keyring) keyring->look();
        if (certificate) certificate->look();
      },
      look_at_files_every);
}

/// People's listener, and the one for operators, which are told of each other.
std::optional<std::string> server::parts::listen(const server_options& options) {
  auto ready = [this] { return http::readiness{true, {}, metrics.directory.warming().value() != 0}; };
  edge_services services{*node,  metrics,
                         kinds,  [this](std::string_view token, time_ms now) { return tokens->check(token, now); },
                         issuer, ready};
  auto for_operators = services;
  for_operators.clock = control_clock();
  if (certificate) services.certificate = [this] { return certificate->newest(); };
  auto served = edge::open(edge_for_people(options), std::move(services));
  if (!served) return served.error();
  edge = std::move(*served);
  served = edge::open(edge_for_operators(options), std::move(for_operators));
  if (!served) return served.error() + " with --operator-listen";
  operators = std::move(*served);
  for (const auto& line : what_is_open(options)) spdlog::info(line);
  if (auto warning = what_can_be_read(options)) spdlog::warn(*warning);
  if (auto warning = who_is_believed(options)) spdlog::warn(*warning);
  return std::nullopt;
}

std::optional<std::string> server::parts::start(const server_options& options) {
  if (auto why = open_store(options)) return why;
  if (auto why = read_keys(options)) return why;
  if (auto why = read_certificate(options)) return why;
  watch_files();
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
  node_limits limits;
  limits.entity.explanations_per_minute = options.explanations_per_minute;
  limits.entity.invitations_per_minute = options.invitations_per_minute;
  node = std::make_unique<moim::node>(*system, *logs, metrics, limits, random_seed());
  // Until the directory says otherwise.
  metrics.directory.warming().set(1);
  node->start(kinds.attended_pools());
  return listen(options);
}

tl::expected<std::unique_ptr<server>, std::string> server::start(const server_options& options,
                                                                 const std::filesystem::path& program) {
  auto kinds = load_kinds(options, program);
  if (!kinds) return complain(kinds.error());
  if (auto why = make_data_directory(options.data)) return complain(*why);
  auto secret = load_or_create_secret(std::filesystem::path{options.data} / "secret");
  if (!secret) return complain(secret.error().detail);
  auto made = std::make_unique<parts>(std::move(*kinds), *secret);
  std::unique_ptr<server> started{new server{std::move(made)}};
  if (auto why = started->parts_->start(within_descriptors(options))) return complain(*why);
  return started;
}

server::server(std::unique_ptr<parts> started) : parts_{std::move(started)} {}

server::~server() {
  parts_->watching_files.reset();
  parts_->measuring.reset();
  parts_->stopping = true;
  if (parts_->operators) parts_->operators->stop();
  if (parts_->edge) parts_->edge->stop();
  if (parts_->node) {
    // Actors refer to the node, to outlets and to the store, so they end before any of these.
    parts_->node->kill();
    parts_->system->await_all_actors_done();
  }
  parts_->operators.reset();
  parts_->edge.reset();
  // Answers what was on its way to the disk, which nobody waits for any more.
  parts_->store.reset();
  parts_->node.reset();
}

std::uint16_t server::port() const { return parts_->edge->port(); }
std::uint16_t server::operator_port() const { return parts_->operators->port(); }
void server::read_files_again() {
  if (parts_->watching_files) parts_->watching_files->look_now();
}
void server::drain() {
  parts_->operators->drain();
  parts_->edge->drain();
}
bool server::wait_until_empty(std::chrono::milliseconds within) { return parts_->edge->wait_until_empty(within); }

}  // namespace moim
