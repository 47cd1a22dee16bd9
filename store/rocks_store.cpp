#include "store/rocks_store.hpp"

#include "store/forward_clock.hpp"
#include "store/free_space.hpp"
#include "store/rocks_reader.hpp"
#include "store/rocks_sizes.hpp"
#include "store/rocks_writer.hpp"

#include <rocksdb/utilities/checkpoint.h>

namespace moim::store {
namespace {

std::shared_ptr<held_clock> machine_clock(store_observer* observer) {
  return std::make_shared<held_clock>(read_machine_clocks, [observer](clock_event event, time_ms offset_ms) {
    if (observer) observer->clock_heard(event, offset_ms);
  });
}

bool only_confirms(const append_request& request) {
  return request.record.empty() && !request.wake && !request.card && !request.snapshot && request.forget_to == 0;
}

}  // namespace

/// In the order in which they depend on each other: the writer ends first.
struct rocks_store::parts {
  rocks_options options;
  std::unique_ptr<rocks::database> database;
  std::shared_ptr<held_clock> held;
  forward_clock clock;
  free_space space;
  settled_heads settled;
  rocks::writer writer;

  parts(rocks_options given, std::unique_ptr<rocks::database> opened, rocks::wake_index wakes)
      : options{std::move(given)},
        database{std::move(opened)},
        held{options.clock ? nullptr : machine_clock(options.observer)},
        clock{options.clock ? options.clock : [held = held] { return held->now(); }},
        space{options},
        writer{options, *database, std::move(wakes), settled} {}
  ~parts() {
    // Sorting needs space. Without it the next start replays the log, which has everything.
    if (space.is_low(clock.now())) database->sorts_at_close = false;
  }
};

tl::expected<std::unique_ptr<rocks_store>, std::string> rocks_store::open(rocks_options options) {
  auto database = rocks::open_database(options);
  if (!database) return tl::unexpected(database.error());
  auto wakes = rocks::wake_index::open(**database, options.wakes_max);
  if (!wakes) return tl::unexpected("cannot read the store in " + options.path + ": " + wakes.error().ToString());
  auto found = (*database)->found;
  auto opened = std::make_unique<parts>(std::move(options), std::move(*database), std::move(*wakes));
  if (auto* observer = opened->options.observer) observer->opened(found);
  return std::unique_ptr<rocks_store>{new rocks_store{std::move(opened)}};
}

rocks_store::rocks_store(std::unique_ptr<parts> opened) : parts_{std::move(opened)} {}

rocks_store::~rocks_store() = default;

time_ms rocks_store::now() { return parts_->clock.now(); }

void rocks_store::append(append_request request, completion<append_result> done) {
  auto refuse = [&](refusal why, completion<append_result>& heard) {
    if (parts_->options.observer) parts_->options.observer->append_refused(why);
    heard(refused{why});
  };
  if (only_confirms(request)) {
    if (parts_->settled.find(request.entity) == request.expected) return done(committed{request.expected});
  } else if (parts_->space.is_low(now())) {
    return refuse(refusal::storage_full, done);
  }
  parts_->settled.begin_all(request);
  queued_append queued{std::move(request), std::move(done)};
  if (parts_->writer.queue().push(queued)) return;
  parts_->settled.end_all(queued.request);
  refuse(refusal::overloaded, queued.done);
}

void rocks_store::read(read_request request, completion<read_result> done) {
  auto piece = rocks::load_piece(*parts_->database, request);
  if (piece) return done(std::move(*piece));
  read_failed(piece.error().ToString());
  done(tl::unexpected{piece.error().IsCorruption() ? read_failure::damaged : read_failure::unreachable});
}

void rocks_store::claim(time_ms now, time_ms lease, std::size_t limit,
                        completion<std::optional<std::vector<entity_id>>> done) {
  queued_claim queued{now, lease, limit, std::move(done)};
  if (!parts_->writer.queue().push(queued)) queued.done(std::nullopt);
}

void rocks_store::warm(const entity_id& entity) { parts_->writer.queue().expect(entity); }

following rocks_store::follow(entity_id, std::function<void(head)>) { return {}; }

id_secret rocks_store::secret() const { return parts_->database->secret; }

void rocks_store::cards(std::optional<entity_id> after, std::size_t limit,
                        completion<std::optional<std::vector<stored_card>>> done) {
  auto page = rocks::load_cards(*parts_->database, after, limit);
  if (page) return done(std::move(*page));
  read_failed(page.error().ToString());
  done(std::nullopt);
}

tl::expected<void, std::string> rocks_store::checkpoint(const std::string& path) {
  rocksdb::Checkpoint* made = nullptr;
  auto status = rocksdb::Checkpoint::Create(parts_->database->db.get(), &made);
  std::unique_ptr<rocksdb::Checkpoint> maker{made};
  if (status.ok()) status = maker->CreateCheckpoint(path);
  if (status.ok()) return {};
  return tl::unexpected("cannot make a backup in " + path + " (" + status.ToString() +
                        "): the directory must not exist, and its disk needs space");
}

std::optional<time_ms> rocks_store::next_wake() {
  auto first = rocks::load_first_wake(*parts_->database);
  if (first) return *first;
  read_failed(first.error().ToString());
  return std::nullopt;
}

store_sizes rocks_store::sizes() {
  store_sizes measured;
  measured.queued_appends = parts_->writer.queue().waiting();
  measured.free_bytes = parts_->space.bytes(now());
  measured.is_full = parts_->space.is_low(now());
  measured.clock_offset_ms = parts_->held ? parts_->held->offset() : 0;
  rocks::measure(*parts_->database, measured);
  return measured;
}

void rocks_store::read_failed(const std::string& what) {
  if (parts_->options.observer) parts_->options.observer->read_failed(what);
}

}  // namespace moim::store
