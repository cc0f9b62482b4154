// The room every other stands on: spans, results, problems, UTF-8, hashes, days, limits. It knows nothing of news.
#pragma once

#include "base/check.h"
#include "base/day.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/problem.h"
#include "base/result.h"
#include "base/span.h"
#include "base/utf8.h"
