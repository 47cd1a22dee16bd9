#pragma once

#include <atomic>
#include <memory>

namespace moim {

/// A value that is held once however often it is copied, until one of its holders changes it: as `shared_list`, for
/// one that is large, such as a text, in a state that is copied for every batch.
template <class T>
class shared_value {
 public:
  shared_value() = default;
  shared_value(T value) : held_(std::make_shared<T>(std::move(value))) {}

  const T& get() const {
    static const T nothing{};
    return held_ ? *held_ : nothing;
  }
  const T& operator*() const { return get(); }
  const T* operator->() const { return &get(); }

  /// To be changed; nobody else's copy changes with it. Valid until this value is copied.
  T& own() {
    if (!held_)
      held_ = std::make_shared<T>();
    else if (held_.use_count() > 1)
      held_ = std::make_shared<T>(*held_);
    // Whoever held it before, in another thread perhaps, has read it to the end.
    std::atomic_thread_fence(std::memory_order_acquire);
    return *held_;
  }

  bool operator==(const shared_value& other) const { return held_ == other.held_ || get() == other.get(); }

 private:
  std::shared_ptr<T> held_;
};

}  // namespace moim
