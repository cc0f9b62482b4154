# Writes OUT.S, which puts every file under DATA/rules and DATA/models into the binary byte for byte, and lists them.
# Called at build time: cmake -DDATA=... -DOUT=... -P embed.cmake
file(GLOB_RECURSE files RELATIVE "${DATA}" "${DATA}/rules/*.tsv" "${DATA}/models/*.bin" "${DATA}/models/*.tsv")
list(SORT files)
set(data "\t.section .rodata\n")
set(table "\t.section .data.rel.ro,\"aw\"\n\t.balign 8\n\t.globl _ZN11fairwitness14embedded_filesE\n_ZN11fairwitness14embedded_filesE:\n")
set(n 0)
foreach(file IN LISTS files)
  string(APPEND data "name${n}:\t.asciz \"${file}\"\n\t.balign 16\nbegin${n}:\t.incbin \"${DATA}/${file}\"\nend${n}:\t.byte 0\n")
  string(APPEND table "\t.quad name${n}, begin${n}, end${n}\n")
  math(EXPR n "${n}+1")
endforeach()
string(APPEND table "\t.section .rodata\n\t.balign 8\n\t.globl _ZN11fairwitness19embedded_file_countE\n_ZN11fairwitness19embedded_file_countE:\n\t.quad ${n}\n")
file(WRITE "${OUT}" "${data}${table}\t.section .note.GNU-stack,\"\",@progbits\n")
