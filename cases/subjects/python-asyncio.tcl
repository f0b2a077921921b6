# SPDX-License-Identifier: BSD-2-Clause
subject python-asyncio {Python asyncio: await StreamReader.read until it returns nothing} {
    relies  {read returns b'' at EOF; what the transport was closed by is raised (docs.python.org asyncio, "Streams")}
    command {exec python3 '{dir}/python-asyncio.py' {host} {port}}
    needs   python3 {python3}
}
