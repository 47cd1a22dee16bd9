#include "sim/report/page.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace moim::sim {
namespace {

// The colours are those of the console; --c0 … --c5 are told apart by the colour-blind, too.
constexpr std::string_view style = R"css(
:root { color-scheme: light dark; --paper: #fbfaf7; --card: #fff; --ink: #23211d; --soft: #6b665c; --line: #ddd8cc; --good: #0b6e4f; --bad: #a8281c;
  --c0: #0b7a57; --c1: #c2570c; --c2: #3560c0; --c3: #9b3f93; --c4: #8a7a00; --c5: #5b5b5b }
@media (prefers-color-scheme: dark) { :root { --paper: #191815; --card: #22211d; --ink: #ece8df; --soft: #a39d90; --line: #3b3933; --good: #58c49b; --bad: #ff8f80;
  --c0: #58c49b; --c1: #f0954f; --c2: #86a8f5; --c3: #d793d0; --c4: #d6c44a; --c5: #a8a8a8 } }
* { box-sizing: border-box }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: var(--paper); color: var(--ink) }
header, main { max-width: 68rem; margin: auto; padding: .8rem 1rem }
h1 { font-size: 1.5rem; margin: .4rem 0 0 } h2 { font-size: 1.05rem; margin: 0 } p { margin: .2rem 0 .6rem }
.soft, header p { color: var(--soft) } .soft { font-size: .85rem }
main { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr)); padding-bottom: 3rem }
section { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; min-width: 0 }
.wide { grid-column: 1 / -1 }
.tiles { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); margin: 0 }
.tiles div { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .8rem 1rem }
.tiles dt, .tiles .soft { color: var(--soft); font-size: .85rem; line-height: 1.35 } .tiles dd { margin: 0 }
.tiles .value { font-size: 1.7rem; line-height: 1.3; font-weight: 600; font-variant-numeric: tabular-nums }
.good { color: var(--good) !important } .bad { color: var(--bad) !important }
.pair { display: grid; gap: 0 2rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)) }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums }
th, td { padding: .25rem .6rem .25rem 0; text-align: right; border-bottom: 1px solid var(--line); font-weight: 400; white-space: nowrap }
th:first-child { text-align: left; white-space: normal; min-width: 7.5rem } td:last-child, th:last-child { padding-right: 0 } thead th { color: var(--soft); font-size: .85rem }
.words :is(th, td) { text-align: left; white-space: normal; vertical-align: top } .words td { overflow-wrap: anywhere; min-width: 8rem }
th.part { padding-left: 1rem }
tbody tr:last-child > * { border-bottom: 0 }
code { font: .85em ui-monospace, monospace; overflow-wrap: anywhere }
.legend { display: flex; flex-wrap: wrap; gap: .1rem 1rem; margin: .3rem 0 .2rem; font-size: .85rem }
.key { display: inline-block; width: .8rem; height: .8rem; border-radius: .2rem; margin-right: .35rem; vertical-align: -.08rem }
svg { display: block; width: 100%; height: auto; margin: .2rem 0 .6rem }
svg text { font: 12px system-ui, sans-serif; fill: var(--soft) } svg .end { text-anchor: end } svg .middle { text-anchor: middle }
@media (max-width: 34rem) { svg text { font-size: 15px } section { padding: .8rem } table { font-size: .82rem } th:first-child { min-width: 5.5rem } td, th { padding-right: .4rem } .words td { min-width: 5rem } }
svg .grid { stroke: var(--line); stroke-width: 1 } svg .axis { stroke: var(--soft); stroke-width: 1 }
svg polyline { fill: none; stroke-width: 2; stroke-linejoin: round } svg .number { fill: var(--ink) }
)css";

std::string colours() {
  std::string css;
  for (int i = 0; i < 6; ++i)
    css += fmt::format(
        "svg .s{0} {{ stroke: var(--c{0}) }} svg .f{0} {{ fill: var(--c{0}) }} .key.k{0} {{ background: var(--c{0}) "
        "}}\n",
        i);
  return css;
}

}  // namespace

std::string html_text(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

namespace {

/// A name that is indented is part of what stands above it.
std::string row_head(const std::string& name) {
  auto from = std::min(name.find_first_not_of(' '), name.size());
  return fmt::format("<th scope=\"row\"{}>{}</th>", from > 0 ? " class=\"part\"" : "", html_text(name.substr(from)));
}

}  // namespace

std::string draw(const html_table& table) {
  auto out = fmt::format("<div class=\"scroll\"><table{}>", table.is_words ? " class=\"words\"" : "");
  if (!table.heads.empty()) {
    out += "<thead><tr>";
    for (const auto& each : table.heads) out += fmt::format("<th scope=\"col\">{}</th>", html_text(each));
    out += "</tr></thead>";
  }
  out += "<tbody>\n";
  for (const auto& row : table.rows) {
    out += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i)
      out += i == 0 ? row_head(row[i]) : fmt::format("<td>{}</td>", html_text(row[i]));
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

html_page::html_page(std::string_view title, std::string_view about) {
  html_ = fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\">\n<title>{0}</title>\n<style>{1}{2}</style>\n</head>\n<body>\n"
      "<header><h1>{0}</h1><p>{3}</p></header>\n<main>\n",
      html_text(title), style, colours(), html_text(about));
}

void html_page::add_headlines(const std::vector<headline>& all) {
  html_ += "<dl class=\"tiles wide\">\n";
  for (const auto& each : all)
    html_ += fmt::format("<div><dt>{}</dt><dd class=\"value\">{}</dd><dd class=\"soft{}\">{}</dd></div>\n",
                         html_text(each.label), html_text(each.value),
                         each.mood > 0   ? " good"
                         : each.mood < 0 ? " bad"
                                         : "",
                         html_text(each.remark));
  html_ += "</dl>\n";
}

void html_page::add_card(std::string_view title, std::string_view about, std::string_view body, bool is_wide) {
  html_ += fmt::format("<section{}>\n<h2>{}</h2>\n", is_wide ? " class=\"wide\"" : "", html_text(title));
  if (!about.empty()) html_ += fmt::format("<p class=\"soft\">{}</p>\n", html_text(about));
  html_ += body;
  html_ += "</section>\n";
}

std::string html_page::finish() && {
  html_ += "</main>\n</body>\n</html>\n";
  return std::move(html_);
}

}  // namespace moim::sim
