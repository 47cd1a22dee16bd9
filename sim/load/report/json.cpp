#include "net/wire/json_writer.hpp"
#include "sim/load/report/load_report.hpp"

namespace moim::load {
namespace {

/// Members of one object, by name.
class object {
 public:
  explicit object(json_writer& writer) : writer_{writer} { writer_.begin_object(0); }
  ~object() { writer_.end_object(); }
  object(const object&) = delete;
  object& operator=(const object&) = delete;

  void text(std::string_view name, std::string_view value) {
    writer_.name(name);
    writer_.text(value);
  }
  template <class Number>
  void number(std::string_view name, Number value) {
    writer_.name(name);
    writer_.integer(value);
  }
  void boolean(std::string_view name, bool value) {
    writer_.name(name);
    writer_.boolean(value);
  }
  json_writer& member(std::string_view name) {
    writer_.name(name);
    return writer_;
  }

 private:
  json_writer& writer_;
};

void write_plan(json_writer& writer, const report& of) {
  object plan{writer};
  plan.text("scenario", name_of(of.plan.scenario));
  plan.text("target", of.target);
  plan.text("kind", of.kind);
  plan.text("encoding", name_of(of.plan.wire));
  plan.number("users", of.plan.users);
  plan.number("connections", of.plan.connections);
  plan.number("rooms", of.plan.rooms);
  plan.number("min_seats", of.plan.seats.min);
  plan.number("max_seats", of.plan.seats.max);
  plan.number("followers", of.plan.followers);
  plan.number("in_flight", of.plan.in_flight);
  if (of.plan.rate_per_s)
    plan.number("rate_per_s", *of.plan.rate_per_s);
  else
    plan.number("requests_under_way", of.plan.requests_under_way());
  plan.number("retries", of.plan.retries);
  plan.number("tickets", of.plan.tickets);
  plan.number("seed", of.plan.seed);
}

void write_operation(json_writer& writer, const run_counts::row& of) {
  object row{writer};
  row.number("done", of.done);
  row.number("refused", of.refused);
  object latency{row.member("latency_us")};
  auto us = [](std::uint64_t ns) { return static_cast<double>(ns) / 1e3; };
  latency.number("least", us(of.latency_ns.min()));
  latency.number("mean", of.latency_ns.mean() / 1e3);
  latency.number("p50", us(of.latency_ns.quantile(0.5)));
  latency.number("p90", us(of.latency_ns.quantile(0.9)));
  latency.number("p99", us(of.latency_ns.quantile(0.99)));
  latency.number("p99_9", us(of.latency_ns.quantile(0.999)));
  latency.number("most", us(of.latency_ns.greatest()));
}

void write_window(json_writer& writer, const report& of) {
  object window{writer};
  window.number("seconds", of.window_s);
  window.boolean("ran_dry", of.ran_dry);
  window.number("done", of.done_in_window);
  window.number("answers", of.answers_in_window);
  window.number("sent_bytes", of.sent_bytes);
  window.number("received_bytes", of.received_bytes);
  auto us = [](std::int64_t ns) { return static_cast<double>(ns) / 1e3; };
  window.number("harness_cpu_us", us(of.own_cpu_ns));
  if (of.server_cpu_ns) window.number("server_cpu_us", us(*of.server_cpu_ns));
  if (of.answers_in_window == 0) return;
  auto answers = static_cast<double>(of.answers_in_window);
  window.number("harness_cpu_us_per_answer", us(of.own_cpu_ns) / answers);
  if (of.server_cpu_ns) window.number("server_cpu_us_per_answer", us(*of.server_cpu_ns) / answers);
}

void write_checks(json_writer& writer, const report& of) {
  object checks{writer};
  checks.boolean("kept", of.is_good());
  checks.number("rooms_read", of.rooms_read);
  checks.number("members_seen", of.members_seen);
  checks.number("sent_again", of.counts.sent_again);
  checks.number("given_up", of.counts.given_up);
  checks.number("orders_searched", of.orders_searched);
  checks.number("orders_undecided", of.orders_undecided);
  checks.number("orders_not_searched", of.orders_not_searched);
  checks.number("tickets", of.tickets);
  checks.number("tickets_ended", of.tickets_ended);
  checks.number("followers", of.followers);
  checks.number("pushes", of.counts.pushes);
  checks.number("resumed", of.resumed);
  checks.number("snapshots", of.snapshots);
  checks.text("unanswered", of.unanswered);
  checks.number("broken", of.found.count());
  auto& list = checks.member("violations");
  list.begin_list(0);
  for (const auto& each : of.found.found()) {
    list.entry();
    object violation{list};
    violation.text("promise", each.promise);
    violation.text("room", moim::to_text(each.room));
    violation.text("seen", each.what);
  }
  list.end_list();
}

template <class Counts, class Name>
void write_counts(json_writer& writer, const Counts& counts, Name&& name_of_key) {
  object all{writer};
  for (const auto& [key, count] : counts) all.number(name_of_key(key), count);
}

}  // namespace

std::string to_json(const report& of) {
  std::string text;
  json_writer writer{text};
  {
    object root{writer};
    write_plan(root.member("plan"), of);
    write_window(root.member("window"), of);
    {
      object operations{root.member("operations")};
      for (std::size_t i = 0; i < operation_count; ++i)
        if (const auto& each = of.counts.operations[i]; each.done + each.refused > 0)
          write_operation(operations.member(to_text(static_cast<operation>(i))), each);
    }
    write_counts(root.member("refusals"), of.counts.refusals, [](errc code) { return describe(code).name; });
    write_counts(root.member("connections_ended"), of.connections_ended,
                 [](const std::string& why) { return std::string_view{why}; });
    root.number("connections_not_opened", of.connections_not_opened);
    write_checks(root.member("checks"), of);
  }
  text += '\n';
  return text;
}

}  // namespace moim::load
