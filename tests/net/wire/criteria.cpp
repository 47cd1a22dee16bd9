#include "net/wire/client_codec.hpp"
#include "net/wire/codec.hpp"

#include <catch2/catch.hpp>

namespace moim {
namespace {

constexpr std::string_view start = R"({"jsonrpc":"2.0","id":1,"method":"ticket.submit","params":{"kind":"meal",)"
                                   R"("key":"018f3a0c-5512-7000-8000-000000000001","criteria":)";

tl::expected<criteria, std::string> read(const std::string& text) {
  auto decoded = decode_call(encoding::json, std::string{start} + text + "}}");
  if (!decoded) return tl::unexpected{decoded.error().why.detail};
  return *std::get<submit_request>(std::get<incoming_call>(*decoded).call).criteria;
}

TEST_CASE("criteria are read in each of their shapes") {
  CHECK(read(R"({"place":["p",1,true]})")->all[0].values == std::vector<std::string>{"p", "1", "true"});
  CHECK(read(R"({"place":[]})")->all[0].listed);
  CHECK(read(R"({"language":"ko"})")->all[0] == named_criterion{"language", {"ko"}, false, {}, {}, {}});
  CHECK(read(R"({"when":{"from_ms":1,"to_ms":9}})")->all[0].windows == std::vector{time_window{1, 9, 0}});
  CHECK(read(R"({"when":[{"from_ms":1,"to_ms":9},{"from_ms":2,"to_ms":5,"least_ms":3}]})")->all[0].windows.size() == 2);
  CHECK(read(R"({"age":{"values":[31,33.5],"limit":8}})")->all[0].spread == spread_terms{{31'000, 33'500}, 8'000});
  CHECK(read(R"({"age":{"value":0.1,"limit":0.2}})")->all[0].spread == spread_terms{{100}, 200});
  CHECK(read(R"({"age":{"values":[31,33.5]}})")->all[0].spread == spread_terms{{31'000, 33'500}, {}});
  CHECK(read(R"({"age":{"value":31,"limit":null}})")->all[0].spread == spread_terms{{31'000}, {}});
  CHECK(read(R"({"where":{"lat":37.5,"lon":-1,"radius_m":10}})")->all[0].place == place_terms{37.5, -1, 10.0});
  CHECK(read(R"({"place":null})")->all[0].is_nothing());
}

TEST_CASE("criteria of no shape are refused, and the place is named") {
  auto why = [](const std::string& text) {
    auto made = read(text);
    return made ? std::string{"none"} : made.error();
  };
  CHECK(why("5") == "`criteria` must be an object.");
  CHECK(why(R"({"place":[[]]})") == "`criteria.place` must hold texts of at most 255 characters.");
  CHECK(why(R"({"when":{"from_ms":1}})").find("`criteria.when` must have") == 0);
  CHECK(why(R"({"when":{"from_ms":1.5,"to_ms":2}})") == "`criteria.when.from_ms` must be an integer.");
  CHECK(why(R"({"where":{"lat":"x","lon":1,"radius_m":1}})") == "`criteria.where.lat` must be a number.");
  CHECK(why(R"({"where":{"lat":1,"lon":1,"radius_m":1,"colour":2}})") == "`criteria.where.colour` is not known here.");
  CHECK(why(R"({"age":{"limit":8}})").find("`criteria.age` must have") == 0);
  CHECK(why(R"({"age":{"values":[31],"limit":"8"}})") == "`criteria.age.limit` must be a number.");
  CHECK(why(R"({"age":{"values":[1e300],"limit":1}})") == "`criteria.age.values` must be a number.");
  CHECK(why(R"({"where":[{"lat":1,"lon":1,"radius_m":1}]})") == "`criteria.where` must be no list.");
  CHECK(why(R"({"when":[{"from_ms":1,"to_ms":2},"p"]})") == "`criteria.when` must hold windows or values, not both.");
  CHECK(why("{\"" + std::string(65, 'x') + "\":1}") == "`criteria` has a member with a long name.");
  CHECK(why(R"({"a":1,"a":2})") == "`criteria` has a member twice.");
  CHECK(why(R"({"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1})") == "`criteria` must have at most 8 members.");
  std::string many = "{\"place\":[0";
  for (int i = 1; i < 70; ++i) many += "," + std::to_string(i);
  CHECK(why(many + "]}") == "`criteria.place` must have at most 64 entries.");
}

TEST_CASE("criteria come back as they were sent, in both encodings") {
  submit_request sent;
  sent.kind = "meal";
  sent.criteria = criteria{{{"place", {"p \"q\"", "r"}, true, {}, {}, {}},
                            {"odd \"name\"", {"ko"}, false, {}, {}, {}},
                            {"when", {}, false, {{1, 9, 2}}, {}, {}},
                            {"age", {}, false, {}, spread_terms{{31'000, 33'500}, 8'000}, {}},
                            {"level", {}, false, {}, spread_terms{{2'500}, {}}, {}},
                            {"where", {}, false, {}, {}, place_terms{37.566512, -126.97801, 0.5}}}};
  for (auto in : {encoding::json, encoding::msgpack}) {
    std::string bytes;
    encode_call(in, rpc_id{std::int64_t{1}}, sent, {request_key{0x018f3a0c55127000, 0x8000000000000001}, {}}, bytes);
    auto decoded = decode_call(in, bytes);
    REQUIRE(decoded);
    CHECK(std::get<submit_request>(std::get<incoming_call>(*decoded).call).criteria == sent.criteria);
  }
}

}  // namespace
}  // namespace moim
