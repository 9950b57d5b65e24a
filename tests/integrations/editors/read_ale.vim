" Vim: wait until ALE has something to say of the buffer, and write it.
let s:left = 600
while empty(ale#engine#GetLoclist(bufnr('%'))) && s:left > 0
  sleep 100m
  let s:left -= 1
endwhile
let s:found = map(copy(ale#engine#GetLoclist(bufnr('%'))), {_, one -> [one.lnum, one.col, one.type, one.code, one.text]})
call writefile([json_encode(s:found)], $FOUND)
qall!
