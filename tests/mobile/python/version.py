"""Says the library's version."""

from passport_mobile import library_version

print(library_version())
