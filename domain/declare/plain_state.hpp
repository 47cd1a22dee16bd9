#pragma once

#include "domain/declare/error_set.hpp"
#include "domain/declare/fence.hpp"
#include "domain/declare/log.hpp"
#include "domain/declare/requests.hpp"
#include "domain/declare/target.hpp"
#include "domain/declare/type_list.hpp"

/// Types of entities that do no more than decide, append and answer. Such a type is a struct that names its parts; it
/// needs no code of its own beside its rules:
///
///   number, name, prefix          its `entity_type` (the next free number), as metrics call it, and how its ids begin
///   state                         declared field by field
///   methods, events               lists of types; a method's declaration names the type's number as its entity, who
///                                 may call it, which the edge sees to, and its own `errors`
///   entity_of(method, who)        one for each method: the entity that decides it
///   decide(state, method, who, now)  one for each method: events and an answer, or a refusal
///   apply(state, event, stamp)    one for each event
///
/// What all of them have is here: requests are done once. Types are listed in `plain_types` (domain/entity_types.hpp).
namespace moim {

template <class Type>
using plain_answer = variant_of<answers_of<typename Type::methods>>;
/// What is remembered of a request that has changed something.
template <class Type>
using plain_outcome = variant_of<answers_of<filtered<is_changing, typename Type::methods>>>;

template <class Type>
struct plain_request_answered {
  static constexpr std::uint16_t code = 2;
  static constexpr std::string_view name = "request_answered";
  static constexpr std::string_view about = "A request was done; asked again, it gets this outcome.";
  request_key key;
  user_id by;
  std::uint64_t parameters = 0;
  plain_outcome<Type> outcome;
  std::uint8_t hashed_by = 0;
  static constexpr auto fields() {
    using self = plain_request_answered;
    return std::tuple{field{"key", &self::key, "The request's key."}, field{"by", &self::by, "Who asked."},
                      field{"parameters", &self::parameters, "A hash of what was asked."},
                      field{"outcome", &self::outcome, "What was answered."},
                      field{"hashed_by", &self::hashed_by, "By which rule it is hashed."}};
  }
};

template <class Type>
using plain_event = variant_of<joined<type_list<fenced, plain_request_answered<Type>>, typename Type::events>>;
template <class Type>
using plain_command = variant_of<typename Type::methods>;

template <class Type>
struct plain_state {
  typename Type::state own;
  request_memory<plain_outcome<Type>> requests;
  time_ms last_at = 0;
  static constexpr auto fields() {
    return std::tuple{field{"own", &plain_state::own}, field{"requests", &plain_state::requests},
                      field{"last_at", &plain_state::last_at}};
  }
};

template <class Type>
struct plain_decision {
  std::vector<plain_event<Type>> events;
  plain_answer<Type> answer;
};

/// How many requests such an entity remembers.
inline constexpr request_bounds plain_requests{256, 16'384};

/// Errors: those of keys, and the type's own.
template <class Type>
result<plain_decision<Type>> decide_plain(const plain_state<Type>& state, const plain_command<Type>& command,
                                          const caller& who, time_ms now) {
  auto decide_one = [&]<class Method>(const Method& asked) -> result<plain_decision<Type>> {
    if constexpr (!Method::changes) {
      return Type::decide(state.own, asked, who, now);
    } else {
      auto recalled = state.requests.recall(who, now, plain_requests);
      if (!recalled) return tl::unexpected{recalled.error()};
      if (*recalled)
        return plain_decision<Type>{
            {}, std::visit([](const auto& each) -> plain_answer<Type> { return each; }, **recalled)};
      result<plain_decision<Type>> decided = Type::decide(state.own, asked, who, now);
      if (decided)
        decided->events.push_back(plain_request_answered<Type>{
            *who.key, who.user, who.parameters, std::get<typename Method::answer>(decided->answer), request_hash_rule});
      return decided;
    }
  };
  return std::visit(decide_one, command);
}

template <class Type>
void apply_plain(plain_state<Type>& state, const plain_event<Type>& event, const commit_stamp& stamp) {
  state.last_at = stamp.at;
  auto apply_one = [&]<class Event>(const Event& each) {
    if constexpr (std::is_same_v<Event, plain_request_answered<Type>>)
      state.requests.remember({each.key, each.by, each.parameters, each.outcome}, each.hashed_by, stamp.at,
                              plain_requests);
    else if constexpr (!std::is_same_v<Event, fenced>)
      Type::apply(state.own, each, stamp);
  };
  std::visit(apply_one, event);
}

/// What the plain types of a list bring along, put together.
template <class List>
struct lists_of_plain;
template <class... Types>
struct lists_of_plain<type_list<Types...>> {
  static_assert((all_go_to<typename Types::methods, Types::number>() && ...),
                "a type's methods name it as their entity");
  using methods = joined<type_list<>, typename Types::methods...>;
};

/// The type in the list that has this method; void if none has it.
template <class Method, class List>
struct plain_type_of_method {
  using type = void;
};
template <class Method, class Type, class... Types>
struct plain_type_of_method<Method, type_list<Type, Types...>> {
  using type = typename std::conditional_t<is_in<Method, typename Type::methods>, std::type_identity<Type>,
                                           plain_type_of_method<Method, type_list<Types...>>>::type;
};

}  // namespace moim
