// Inputs made to hurt: each is parsed in a process of its own, whose processor time and memory are measured. Time must
// grow with the size and not faster.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <string>

#include "base/cost.h"
#include "page/page.h"

namespace fairwitness {
namespace {

constexpr double most_seconds = patience(2);
constexpr long most_kilobytes = 256 * 1024;

struct Cost {
  bool finished = false;
  double seconds = 0;
  long kilobytes = 0;
};

Cost measure(const std::string& html) {
  Cost cost;
  const pid_t child = fork();
  if (child == 0) {
    const Tree tree = parse_html(html);
    _exit(tree.size() > 0 ? 0 : 1);
  }
  int status = 0;
  rusage usage{};
  if (child < 0 || wait4(child, &status, 0, &usage) != child) return cost;
  cost.finished = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  cost.seconds = static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                 static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  cost.kilobytes = usage.ru_maxrss;
  return cost;
}

std::string repeated(std::string_view piece, size_t bytes) {
  std::string out;
  out.reserve(bytes + piece.size());
  while (out.size() < bytes) out += piece;
  return out;
}

// Repeats a piece in which `#` is a running number.
void append_numbered(std::string& out, std::string_view piece, int number) {
  for (char c : piece) out += c == '#' ? std::to_string(number) : std::string(1, c);
}
std::string numbered(std::string_view piece, size_t bytes) {
  std::string out;
  for (int i = 0; out.size() < bytes; ++i) append_numbered(out, piece, i);
  return out;
}
std::string numbered_times(std::string_view piece, int n) {
  std::string out;
  for (int i = 0; i < n; ++i) append_numbered(out, piece, i);
  return out;
}

std::string times(std::string_view piece, int n) {
  std::string out;
  for (int i = 0; i < n; ++i) out += piece;
  return out;
}

struct Hostile {
  const char* name;
  std::function<std::string(size_t)> make;  // about so many bytes
};

Hostile plain(const char* name, std::string prefix, std::string piece) {
  return {name, [=](size_t n) { return prefix + repeated(piece, n); }};
}
Hostile counted(const char* name, std::string prefix, std::string piece) {
  return {name, [=](size_t n) { return prefix + numbered(piece, n); }};
}

const std::string nul(1, '\0');

const Hostile hostile_inputs[] = {
    plain("deep div", "", "<div>"),
    plain("deep b", "", "<b>"),
    plain("deep unknown", "", "<x>"),
    counted("many unknown names", "", "<x#>"),
    plain("deep spans, unknown end tags", times("<x-y>", 500), "</z-z>"),
    plain("deep spans, known end tags", times("<span>", 500), "</em>"),
    plain("deep spans, blocks", "<p><button>" + times("<span>", 480), "<div></div>"),
    plain("deep spans, list items", "<li><button>" + times("<div>", 480), "<li></li>"),
    plain("headings out of scope", times("<span>", 500), "</h1>"),
    counted("formatting with numbers", "", "<b id=#>"),
    counted("formatting and paragraphs", "", "<b id=#><p>"),
    plain("reopened formatting", numbered_times("<b id=#>", 250), "<p>"),
    plain("misnested anchors", "", "<a><p>"),
    plain("misnested anchors and tables", "", "<a><table><td>"),
    plain("misnested b and i", "", "<b><i><p></b></i>"),
    plain("adoption through divs", "",
          numbered_times("<b id=#>", 200) + times("<div>", 200) + times("</b>", 2000) + times("</div>", 200)),
    plain("adoption of all kinds", "",
          "<a><b><big><code><em><font><i><nobr><s><small><strike><strong><tt><u><div></a></b></big></code></em>"
          "</font></i></nobr></s></small></strike></strong></tt></u></div>"),
    plain("end tags of one b", "<b>" + times("<div>", 500), "</b>"),
    plain("nobr", "", "<nobr><div>"),
    plain("font with many attributes", "", "<font " + numbered_times("attribute#=value ", 250) + "><p>"),
    {"font with the same many attributes turned round",
     [](size_t n) {
       std::string out;
       for (int turn = 0; out.size() < n; ++turn) {
         out += "<font ";
         for (int i = 0; i < 250; ++i) out += "a" + std::to_string((i + turn) % 250) + "=1 ";
         out += ">";
       }
       return out;
     }},
    plain("nested tables", "", "<table><tr><td>"),
    plain("tables in tables", "", "<table>"),
    plain("fostered texts", "<table>", "a<tr>"),
    plain("fostered and cell texts", "<table>", "&amp;<tr><td>&amp;</td></tr>"),
    plain("fostered elements", "<table>", "<b><tr>"),
    plain("table spaces", "<table>", " <!---->"),
    plain("ampersands", "", "&"),
    plain("references", "", "&amp;"),
    plain("references without end", "", "&#38"),
    plain("nearly references", "", "&CounterClockwiseContourIntegra"),
    plain("digits", "&#", "0"),
    plain("ampersands in an attribute", "<p title='", "&"),
    plain("attributes with ampersands", "", "<p title='&amp;&'>"),
    counted("attributes of one tag", "<p ", "a# "),
    plain("one attribute again and again", "<p ", "a "),
    plain("tags with many attributes", "", "<p " + numbered_times("a# ", 250) + ">"),
    counted("attributes of body", "", "<body a#>"),
    plain("the same attributes of body", "", "<body " + numbered_times("a# ", 250) + ">"),
    plain("two attributes a tag", "", "<b a c>"),
    plain("capital attributes", "", "<P A=1 B=2>"),
    plain("unclosed comment", "<!--", "-"),
    plain("unclosed comment with ends that are none", "<!--", "->"),
    plain("comments", "", "<!---->"),
    plain("bogus comments", "", "</ "),
    plain("unclosed comments", "", "<!--"),
    plain("unclosed script", "<script>", "</scrip>"),
    plain("scripts in a script", "<script><!--", "<script>"),
    plain("escaped scripts", "<script>", "<!--<script></script>-->"),
    plain("unclosed title", "<title>", "</titl&amp;"),
    plain("unclosed textarea of newlines", "<textarea>", "\r"),
    plain("unclosed attribute", "<a href=\"", "<a href='"),
    plain("CDATA", "<svg>", "<![CDATA[]]"),
    plain("CDATA sections", "<svg>", "<![CDATA[x]]>"),
    plain("less-than signs", "", "<"),
    plain("ends of nothing", "", "</"),
    plain("empty end tags", "", "</>"),
    plain("NUL", "", nul),
    plain("NUL in svg", "<svg>", nul),
    plain("NUL in attributes", "", "<a " + nul + "=" + nul + ">"),
    plain("NUL in a table", "<table>", nul + "<tr>"),
    plain("carriage returns", "", "\r"),
    plain("one text of letters", "", "a"),
    plain("ends of paragraphs", "", "</p>"),
    plain("breaks", "", "</br>"),
    plain("deep svg", "", "<svg>"),
    plain("svg and html", "", "<svg><foreignObject><div>"),
    plain("deep math", "", "<math><mi>"),
    plain("svg end tags", "<svg>" + times("<g>", 500), "</x>"),
    plain("svg left by paragraphs", "", "<svg><g><g><g><p>"),
    plain("selects", "", "<select><option>"),
    plain("options", "<select>", "<option>"),
    plain("templates", "", "<template>"),
    plain("templates with rows", "", "<template><tr>"),
    plain("template ends", "", "<template><td></template>"),
    plain("framesets", "", "<frameset>"),
    plain("forms", "", "<form></form>"),
    plain("buttons", "", "<button>"),
    plain("objects", "", "<object><b>"),
    plain("ruby", "<ruby>", "<rb><rt>"),
    plain("items in lists", "", "<ul><li>"),
    plain("definitions", "", "<dl><dd>"),
    plain("doctypes", "", "<!DOCTYPE html PUBLIC \"x\" 'y'>"),
    plain("unclosed doctype", "<!DOCTYPE html PUBLIC \"", "<!DOCTYPE "),
    plain("cells nine quadrillion wide", "<table>", "<td colspan=9007199254740993 rowspan=-1>"),
    plain("spaces before html", "", " \r\n&#32;"),
    plain("ill-formed UTF-8", "", "\xF0\x9F<\xC3>\xFF"),
};

TEST(Hostile, TimeAndMemoryStayBounded) {
  constexpr size_t size = sanitized ? 200'000 : 5'000'000;
  for (const Hostile& hostile : hostile_inputs) {
    const Cost cost = measure(hostile.make(size));
    EXPECT_TRUE(cost.finished) << hostile.name;
    EXPECT_LT(cost.seconds, most_seconds) << hostile.name;
    if (!sanitized) {
      EXPECT_LT(cost.kilobytes, most_kilobytes) << hostile.name;
    }
    if (std::getenv("FW_SHOW_COSTS"))
      std::printf("%6.0f ms %4ld MB  %s\n", cost.seconds * 1e3, cost.kilobytes / 1024, hostile.name);
  }
}

TEST(Hostile, TimeGrowsWithTheSize) {
  if (sanitized) GTEST_SKIP() << "times mean nothing under a sanitizer";
  for (const Hostile& hostile : hostile_inputs) {
    // The best of a few runs on each side; what a small input takes is mostly the start of the process.
    double small = 1e9, large = 1e9;
    const std::string small_input = hostile.make(300'000), large_input = hostile.make(1'200'000);
    for (int i = 0; i < 3 && (i == 0 || large > 6 * small + 0.02); ++i) {
      small = std::min(small, measure(small_input).seconds);
      large = std::min(large, measure(large_input).seconds);
    }
    EXPECT_LE(large, 6 * small + 0.02) << hostile.name;
  }
}

}  // namespace
}  // namespace fairwitness
