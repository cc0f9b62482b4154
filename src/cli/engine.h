// The engine as the command line wants it: with the rules in the binary, or those of --rules.
#pragma once

#include <memory>

#include "cli/commands.h"
#include "run/engine.h"

namespace fairwitness::cli {

Result<std::unique_ptr<Engine>> make_engine(const Arguments& arguments);

}  // namespace fairwitness::cli
