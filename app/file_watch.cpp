#include "app/file_watch.hpp"

namespace moim {

file_watch::file_watch(std::function<void()> look, std::chrono::milliseconds every)
    : look_{std::move(look)}, every_{every}, thread_{[this] { run(); }} {}

file_watch::~file_watch() {
  {
    std::lock_guard held{guarding_};
    ends_ = true;
  }
  told_.notify_one();
  thread_.join();
}

void file_watch::look_now() {
  {
    std::lock_guard held{guarding_};
    wanted_ = true;
  }
  told_.notify_one();
}

void file_watch::run() {
  std::unique_lock held{guarding_};
  while (true) {
    told_.wait_for(held, every_, [this] { return wanted_ || ends_; });
    if (ends_) return;
    wanted_ = false;
    held.unlock();
    look_();
    held.lock();
  }
}

}  // namespace moim
