# SPDX-License-Identifier: BSD-2-Clause
subject python-selectors {Python selectors: EVENT_READ, then recv of a socket that does not block} {
    relies  {a socket at its end is ready for reading, and recv returns b'' (docs.python.org selectors, "Examples")}
    command {exec python3 '{dir}/python-selectors.py' {host} {port}}
    needs   python3 {python3}
}
