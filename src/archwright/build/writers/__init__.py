"""Writers. PLUG-INS: each module has `write(backend)` and gives the files that are merged from many parts."""
