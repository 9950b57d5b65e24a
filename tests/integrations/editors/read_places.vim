" Vim and Neovim: run :make, and write the list of places that it filled.
silent make!
let s:found = map(getqflist(), {_, one -> [bufname(one.bufnr), one.lnum, one.col, toupper(one.type), one.text]})
call writefile([json_encode(s:found)], $FOUND)
qall!
