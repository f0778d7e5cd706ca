"""Which imported names are neither the standard library's nor the user's own."""

import sys
from collections.abc import Iterable

from archwright.kit.words import words

# Gone from newer interpreters, or from Python 2: still not packages to install.
_ONCE_STANDARD = words(
    """
    ConfigParser Queue StringIO asynchat asyncore cPickle cStringIO cgi cgitb crypt distutils httplib imp smtpd
    telnetlib urllib2 urlparse __builtin__ __main__
    """
)


def third_party(modules: Iterable[str]) -> tuple[str, ...]:
    """Top-level names that are not of the standard library, sorted."""
    names = {name.partition(".")[0] for name in modules}
    return tuple(sorted(names - sys.stdlib_module_names - _ONCE_STANDARD - {""}))
