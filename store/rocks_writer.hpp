#pragma once

#include "store/rocks_batch.hpp"
#include "store/settled_heads.hpp"

#include <thread>

namespace moim::store::rocks {

/// The one thread that writes. It takes all that waits, writes it with one sync, and only then answers.
class writer {
 public:
  /// `options`, `from` and `settled` outlive it.
  writer(const rocks_options& options, const database& from, wake_index wakes, settled_heads& settled);
  /// Writes and answers all that waits, then ends.
  ~writer();

  write_queue& queue() { return queue_; }

 private:
  void run();
  void write_all(std::vector<queued_append>& appends);
  void write_gathered();
  void claim(queued_claim& claim);
  void warm(const entity_id& entity);
  /// False if the disk failed, and `fatal` came back.
  bool write_rows(bool sync);
  void answer_all();
  void answer_unknown(std::vector<queued_append>& appends);
  void read_failed(const rocksdb::Status& status);

  const rocks_options* options_;
  const database* from_;
  settled_heads* settled_;
  head_cache heads_;
  wake_index wakes_;
  append_batch batch_;
  batch_facts facts_;
  bool broken_ = false;
  write_queue queue_;
  std::thread thread_;
};

}  // namespace moim::store::rocks
