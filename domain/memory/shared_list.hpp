#pragma once

#include <algorithm>
#include <atomic>
#include <initializer_list>
#include <memory>
#include <vector>

namespace moim {

/// A list that is held once however often it is copied, until one of its holders changes it: what a group agreed on
/// goes through a dozen events, states and messages, and none of them changes it.
template <class T>
class shared_list {
 public:
  shared_list() = default;
  shared_list(std::initializer_list<T> values) : held_(std::make_shared<std::vector<T>>(values)) {}

  const std::vector<T>& get() const {
    static const std::vector<T> nothing;
    return held_ ? *held_ : nothing;
  }
  auto begin() const { return get().begin(); }
  auto end() const { return get().end(); }
  std::size_t size() const { return get().size(); }
  bool empty() const { return get().empty(); }
  const T& operator[](std::size_t at) const { return get()[at]; }

  /// To be changed; nobody else's copy changes with it. Valid until this list is copied.
  std::vector<T>& own() {
    if (!held_)
      held_ = std::make_shared<std::vector<T>>();
    else if (held_.use_count() > 1)
      held_ = std::make_shared<std::vector<T>>(*held_);
    // Whoever held it before, in another thread perhaps, has read it to the end.
    std::atomic_thread_fence(std::memory_order_acquire);
    return *held_;
  }
  T& emplace_back() { return own().emplace_back(); }
  void push_back(T value) { own().push_back(std::move(value)); }

  bool operator==(const shared_list& other) const { return held_ == other.held_ || get() == other.get(); }

 private:
  std::shared_ptr<std::vector<T>> held_;
};

}  // namespace moim
