// The commands behind the command line. Each takes what was typed and gives the exit status; no logic of its own.
//
// Exit status: 0 done; 1 done, but some records failed (each is named on standard error); 2 wrong usage;
// 66 an input or library is not there; 69 a library of a newer version; 73 the library cannot be written there;
// 74 the disk is full or failed; 75 the library is in use; 70 a fault of ours.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace fairwitness::cli {

struct Arguments {
  std::vector<std::string> paths;
  std::string library, errors_file, what, story, format = "text", query, batch, output, rules_folder;
  std::string shard = "1/1", folder, since = "0", before;
  std::string left, right;
  unsigned threads = 0;
  uint32_t limit = 20, most = 0;
  uint64_t whole = UINT64_MAX;  // not given
  bool verbatim = false, tokens = false, json = false, timing = false, quiet = false;
};

int run_read(const Arguments& arguments);
int run_map(const Arguments& arguments);
int run_reduce(const Arguments& arguments);
int run_forget(const Arguments& arguments);
int run_apart(const Arguments& arguments);
int run_records(const Arguments& arguments);
int run_page(const Arguments& arguments);
int run_show(const Arguments& arguments);
int run_copies(const Arguments& arguments);
int run_changes(const Arguments& arguments);
int run_find(const Arguments& arguments);
int run_account(const Arguments& arguments);
int run_export(const Arguments& arguments);
int run_compare(const Arguments& arguments);

// Says what went wrong on standard error and gives the exit status of its code.
int report_error(const Error& error);

}  // namespace fairwitness::cli
