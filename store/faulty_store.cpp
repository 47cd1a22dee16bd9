#include "store/faulty_store.hpp"

namespace moim::store {
namespace {

void after(const defer_function& defer, time_ms delay_ms, std::function<void()> act) {
  if (delay_ms == 0) {
    act();
  } else {
    defer(delay_ms, std::move(act));
  }
}

/// `done`, as late as `answer_ms` says.
template <class Result>
completion<Result> delayed(const defer_function& defer, time_ms answer_ms, completion<Result> done) {
  if (answer_ms == 0) return done;
  return [defer, answer_ms, done = std::move(done)](Result result) {
    defer(answer_ms, [done, result = std::move(result)] { done(result); });
  };
}

/// What answers a call that was not executed, or whose answer was lost.
template <class Answer>
std::optional<Answer> nothing(std::optional<Answer>*, call_fault) {
  return std::nullopt;
}
read_result nothing(read_result*, call_fault why) {
  return tl::unexpected{why == call_fault::damaged ? read_failure::damaged : read_failure::unreachable};
}

/// Runs `call` (which takes a completion of a `Result`) under `plan`.
template <class Result, class Call>
void call_under(const defer_function& defer, const call_plan& plan, completion<Result> done, Call call) {
  auto lost = [fault = plan.fault] { return nothing(static_cast<Result*>(nullptr), fault); };
  auto answer = delayed(defer, plan.answer_ms, std::move(done));
  switch (plan.fault) {
    case call_fault::none:
      return after(defer, plan.travel_ms, [call, answer] { call(answer); });
    case call_fault::unreachable:
    case call_fault::damaged:
      return after(defer, plan.travel_ms, [answer, lost] { answer(lost()); });
    case call_fault::answer_lost:
      return after(defer, plan.travel_ms, [call, answer, lost] { call([answer, lost](Result) { answer(lost()); }); });
  }
}

/// A follow whose hints come by way of the faults. Hints that are still on their way end with it.
struct faulty_following {
  std::function<void(head)> moved;
  following inner;
};

}  // namespace

faulty_store::faulty_store(std::shared_ptr<log_store> inner, std::shared_ptr<fault_source> faults, defer_function defer)
    : inner_{std::move(inner)}, faults_{std::move(faults)}, defer_{std::move(defer)} {}

void faulty_store::append(append_request request, completion<append_result> done) {
  auto plan = faults_->next_append(request);
  auto answer = delayed(defer_, plan.answer_ms, std::move(done));
  auto execute = [inner = inner_, request = std::move(request)](completion<append_result> heard) {
    inner->append(request, std::move(heard));
  };
  switch (plan.fault) {
    case append_fault::none:
      return after(defer_, plan.travel_ms, [execute, answer] { execute(answer); });
    case append_fault::refused:
      return after(defer_, plan.travel_ms, [answer, why = plan.why] { answer(refused{why}); });
    case append_fault::answer_lost:
      return after(defer_, plan.travel_ms,
                   [execute, answer] { execute([answer](append_result) { answer(unknown{}); }); });
    case append_fault::never_executed:
      return after(defer_, plan.travel_ms, [answer] { answer(unknown{}); });
    case append_fault::executed_later:
      after(defer_, plan.travel_ms, [answer] { answer(unknown{}); });
      return after(defer_, plan.travel_ms + plan.answer_ms + plan.late_ms,
                   [execute] { execute([](append_result) {}); });
  }
}

void faulty_store::read(read_request request, completion<read_result> done) {
  call_under<read_result>(defer_, faults_->next_read(request), std::move(done),
                          [inner = inner_, request](completion<read_result> heard) { inner->read(request, heard); });
}

void faulty_store::claim(time_ms now, time_ms lease, std::size_t limit,
                         completion<std::optional<std::vector<entity_id>>> done) {
  using claimed = std::optional<std::vector<entity_id>>;
  call_under<claimed>(
      defer_, faults_->next_claim(), std::move(done),
      [inner = inner_, now, lease, limit](completion<claimed> heard) { inner->claim(now, lease, limit, heard); });
}

following faulty_store::follow(entity_id entity, std::function<void(head)> moved) {
  if (faults_->next_follow_is_dead(entity)) return std::make_shared<faulty_following>();
  auto follow = std::make_shared<faulty_following>();
  follow->moved = std::move(moved);
  std::weak_ptr<faulty_following> alive = follow;
  follow->inner = inner_->follow(entity, [alive, entity, faults = faults_, defer = defer_](head now) {
    auto plan = faults->next_hint(entity, now);
    auto hear = [alive, now] {
      if (auto still = alive.lock()) still->moved(now);
    };
    for (unsigned copy = 0; copy < plan.copies; ++copy) after(defer, plan.delay_ms, hear);
  });
  return follow;
}

void faulty_store::cards(std::optional<entity_id> after, std::size_t limit,
                         completion<std::optional<std::vector<stored_card>>> done) {
  using page = std::optional<std::vector<stored_card>>;
  call_under<page>(defer_, faults_->next_cards(), std::move(done),
                   [inner = inner_, after, limit](completion<page> heard) { inner->cards(after, limit, heard); });
}

}  // namespace moim::store
