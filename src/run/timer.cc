#include "run/timer.h"

namespace fairwitness {

std::string_view name_of(Stage stage) {
  constexpr std::string_view names[] = {"intake",     "article", "words",   "names",   "quotes",
                                        "dates",      "figures", "events",  "store",   "load",
                                        "neighbours", "copies",  "stories", "origins", "ledger"};
  return names[static_cast<size_t>(stage)];
}

}  // namespace fairwitness
