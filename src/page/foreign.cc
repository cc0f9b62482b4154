// SVG and MathML inside HTML: section 13.2.6.5 and the spellings of section 13.2.6.1.
#include <algorithm>

#include "page/tree_builder.h"

namespace fairwitness::page {
namespace {

using Kind = Token::Kind;

// Names that SVG writes with capitals, sorted by their lower-case form.
// clang-format off
constexpr std::string_view svg_elements[] = {
    "altGlyph", "altGlyphDef", "altGlyphItem", "animateColor", "animateMotion", "animateTransform", "clipPath", "feBlend",
    "feColorMatrix", "feComponentTransfer", "feComposite", "feConvolveMatrix", "feDiffuseLighting", "feDisplacementMap",
    "feDistantLight", "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feImage",
    "feMerge", "feMergeNode", "feMorphology", "feOffset", "fePointLight", "feSpecularLighting", "feSpotLight", "feTile",
    "feTurbulence", "foreignObject", "glyphRef", "linearGradient", "radialGradient", "textPath",
};
constexpr std::string_view svg_attributes[] = {
    "attributeName", "attributeType", "baseFrequency", "baseProfile", "calcMode", "clipPathUnits", "diffuseConstant",
    "edgeMode", "filterUnits", "glyphRef", "gradientTransform", "gradientUnits", "kernelMatrix", "kernelUnitLength",
    "keyPoints", "keySplines", "keyTimes", "lengthAdjust", "limitingConeAngle", "markerHeight", "markerUnits",
    "markerWidth", "maskContentUnits", "maskUnits", "numOctaves", "pathLength", "patternContentUnits",
    "patternTransform", "patternUnits", "pointsAtX", "pointsAtY", "pointsAtZ", "preserveAlpha", "preserveAspectRatio",
    "primitiveUnits", "refX", "refY", "repeatCount", "repeatDur", "requiredExtensions", "requiredFeatures",
    "specularConstant", "specularExponent", "spreadMethod", "startOffset", "stdDeviation", "stitchTiles", "surfaceScale",
    "systemLanguage", "tableValues", "targetX", "targetY", "textLength", "viewBox", "viewTarget", "xChannelSelector",
    "yChannelSelector", "zoomAndPan",
};
// clang-format on

// `lower` is in lower case; compares as if the list's name were.
bool less_ignoring_case(std::string_view name, std::string_view lower) {
  for (size_t i = 0; i < name.size() && i < lower.size(); ++i)
    if (to_lower(name[i]) != lower[i])
      return static_cast<unsigned char>(to_lower(name[i])) < static_cast<unsigned char>(lower[i]);
  return name.size() < lower.size();
}

template <size_t n>
std::string_view respelled(const std::string_view (&names)[n], std::string_view lower) {
  const std::string_view* found = std::lower_bound(names, names + n, lower, less_ignoring_case);
  return found != names + n && equals_ignoring_case(*found, lower) ? *found : lower;
}

bool has_font_attribute(const Attribute* begin, const Attribute* end) {
  return std::any_of(begin, end,
                     [](const Attribute& a) { return a.name == "color" || a.name == "face" || a.name == "size"; });
}

}  // namespace

void TreeBuilder::insert_foreign(Token& token, Namespace ns) {
  Attribute* const first = attributes_.data() + token.attributes;
  bool html_encoding = false;
  for (Attribute* a = first; a != first + token.attribute_count; ++a) {
    if (ns == Namespace::svg)
      a->name = respelled(svg_attributes, a->name);
    else if (a->name == "definitionurl")
      a->name = "definitionURL";
    else if (a->name == "encoding")
      html_encoding =
          equals_ignoring_case(a->value, "text/html") || equals_ignoring_case(a->value, "application/xhtml+xml");
  }
  if (ns == Namespace::svg) token.text = respelled(svg_elements, token.text);
  insert_element(token, ns);
  if (ns == Namespace::math && token.tag == Tag::annotation_xml && html_encoding) current().traits |= html_integration;
}

// NUL bytes are replaced here, and do not count as text for the question whether a frameset may still come.
void TreeBuilder::foreign_text(Token& token) {
  auto counts = [](char c) { return c != '\0' && !is_html_space(c); };
  if (frameset_ok_ && std::any_of(token.text.begin(), token.text.end(), counts)) frameset_ok_ = false;
  if (token.has_nul) {
    Arena& arena = tree_.arena_;
    arena.start();
    for (char c : token.text) c == '\0' ? arena.append("\xEF\xBF\xBD") : arena.append(c);
    token.text = arena.finish();
    token.has_nul = false;
  }
  insert_text({token.text, token.begin, token.end});
}

TreeBuilder::Step TreeBuilder::in_foreign(Token& token) {
  bool leaves = false;
  switch (token.kind) {
    case Kind::text:
      foreign_text(token);
      return Step::done;
    case Kind::comment:
      insert_comment(token);
      return Step::done;
    case Kind::doctype:
    case Kind::end_of_file:
      return Step::done;
    case Kind::start_tag: {
      const Attribute* first = attributes_.data() + token.attributes;
      leaves = (html_traits_of(token.tag) & breaks_foreign) ||
               (token.tag == Tag::font && has_font_attribute(first, first + token.attribute_count));
      break;
    }
    case Kind::end_tag:
      leaves = token.tag == Tag::br || token.tag == Tag::p;
      if (!leaves) return foreign_end(token);
      break;
  }
  if (leaves) {
    while (current().ns != Namespace::html && !(current().traits & (html_integration | math_integration))) pop();
    return dispatch(token);
  }
  insert_foreign(token, context_or_current().ns);
  if (token.self_closing) pop();
  return Step::done;
}

TreeBuilder::Step TreeBuilder::foreign_end(Token& token) {
  for (size_t i = open_.size(); i-- > 0;) {
    if (i == 0) return Step::done;
    if (open_[i].ns == Namespace::html) return dispatch(token);
    if (!same_name(open_[i], token)) continue;
    while (open_.size() > i) pop();
    return Step::done;
  }
  return Step::done;
}

}  // namespace fairwitness::page
