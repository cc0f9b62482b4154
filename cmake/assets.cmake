# Writes OUT, a C++ file with the page's style and script as strings, and the script's hash for its content policy.
# Called at build time: cmake -DSOURCE=web/account -DOUT=... -P assets.cmake
set(out "#include \"account/assets.h\"\n\nnamespace fairwitness {\n\n")
foreach(part css js)
  file(READ "${SOURCE}/account.${part}" text)
  string(APPEND out "const char account_${part}[] = R\"fwasset(${text})fwasset\";\n\n")
endforeach()
file(READ "${SOURCE}/account.js.sha256" hash)
string(STRIP "${hash}" hash)
string(APPEND out "const char account_js_hash[] = \"${hash}\";\n\n}  // namespace fairwitness\n")
file(WRITE "${OUT}" "${out}")
