// What the tree construction rules ask of an element's name, as bits in one table.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>

#include "page/page.h"

namespace fairwitness::page {

enum Trait : uint16_t {
  special = 1,           // section 13.2.4.2
  scope = 2,             // ends "in scope"
  html_integration = 4,  // set on open elements only: HTML integration point
  math_integration = 8,  // MathML text integration point
  table_context = 16,    // content here that is not of a table is foster-parented
  implied_end = 32,      // its end tag may be left out
  formatting = 64,       // lives in the list of active formatting elements
  heading = 128,
  table_part = 256,        // caption col colgroup tbody td tfoot th thead tr
  list_scope = 512,        // ol, ul
  in_head_content = 1024,  // start tags that "in body" leaves to "in head"
  closes_p_block = 2048,   // plain blocks: close an open p, insert, nothing else
  ends_block = 4096,       // their end tags: "if in scope, generate implied end tags, pop"
  breaks_foreign = 8192,   // start tags that end SVG or MathML content
};

inline constexpr std::array<uint16_t, tag_count> html_traits = [] {
  using enum Tag;
  std::array<uint16_t, tag_count> traits{};
  auto set = [&](uint16_t trait, std::initializer_list<Tag> tags) {
    for (Tag tag : tags) traits[static_cast<size_t>(tag)] |= trait;
  };
  // clang-format off
  set(special, {address, applet, area, article, aside, base, basefont, bgsound, blockquote, body, br, button, caption,
                center, col, colgroup, dd, details, dir, div, dl, dt, embed, fieldset, figcaption, figure, footer, form,
                frame, frameset, h1, h2, h3, h4, h5, h6, head, header, hgroup, hr, html, iframe, img, input, keygen, li,
                link, listing, main, marquee, menu, meta, nav, noembed, noframes, noscript, object, ol, p, param,
                plaintext, pre, script, search, section, select, source, style, summary, table, tbody, td, template_,
                textarea, tfoot, th, thead, title, tr, track, ul, wbr, xmp});
  set(scope, {applet, caption, html, table, td, th, marquee, object, select, template_});
  set(table_context, {table, tbody, tfoot, thead, tr});
  set(implied_end, {dd, dt, li, optgroup, option, p, rb, rp, rt, rtc});
  set(formatting, {a, b, big, code, em, font, i, nobr, s, small, strike, strong, tt, u});
  set(heading, {h1, h2, h3, h4, h5, h6});
  set(table_part, {caption, col, colgroup, tbody, td, tfoot, th, thead, tr});
  set(list_scope, {ol, ul});
  set(in_head_content, {base, basefont, bgsound, link, meta, noframes, script, style, template_, title});
  set(closes_p_block, {address, article, aside, blockquote, center, details, dialog, dir, div, dl, fieldset, figcaption,
                       figure, footer, header, hgroup, main, menu, nav, ol, p, search, section, summary, ul});
  set(ends_block, {address, article, aside, blockquote, button, center, details, dialog, dir, div, dl, fieldset,
                   figcaption, figure, footer, header, hgroup, listing, main, menu, nav, ol, pre, search, section,
                   select, summary, ul});
  set(breaks_foreign, {b, big, blockquote, body, br, center, code, dd, div, dl, dt, em, embed, h1, h2, h3, h4, h5, h6,
                       head, hr, i, img, li, listing, menu, meta, nobr, ol, p, pre, ruby, s, small, span, strong, strike,
                       sub, sup, table, tt, u, ul, var});
  // clang-format on
  return traits;
}();

constexpr uint16_t html_traits_of(Tag tag) { return html_traits[static_cast<size_t>(tag)]; }

constexpr uint16_t traits_of(Namespace ns, Tag tag) {
  using enum Tag;
  if (ns == Namespace::html) return html_traits_of(tag);
  if (ns == Namespace::svg)
    return tag == foreignObject || tag == desc || tag == title ? special | scope | html_integration : 0;
  if (tag == mi || tag == mo || tag == mn || tag == ms || tag == mtext) return special | scope | math_integration;
  return tag == annotation_xml ? special | scope : 0;
}

}  // namespace fairwitness::page
