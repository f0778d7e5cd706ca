"""Parts of the platform. PLUG-INS: each module has `parts(backend)` and adds what its concern needs."""
