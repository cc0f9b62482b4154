// The style and the script of the account page, from web/account, put into the binary by cmake/assets.cmake.
#pragma once

namespace fairwitness {

extern const char account_css[];
extern const char account_js[];
extern const char account_js_hash[];  // base64 of the script's SHA-256, for the page's content security policy

}  // namespace fairwitness
