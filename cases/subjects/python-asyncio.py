# python-asyncio.py HOST PORT - asyncio's streams, as its documentation shows.
# SPDX-License-Identifier: BSD-2-Clause
import asyncio, sys, time

def report(said):
    print(f"@{time.time_ns()} report {said}", flush=True)

async def main(host, port):
    reader, writer = await asyncio.open_connection(host, port)
    print("ready hangup/1", flush=True)
    try:
        while await reader.read(1024):
            pass
        report("closed read returned b''")
    except ConnectionResetError as e:
        report(f"reset {e}")
    except TimeoutError as e:
        report(f"timeout {e}")
    except OSError as e:
        report(f"error {e}")
    # writer.close() comes after quit
    await asyncio.to_thread(sys.stdin.readline)

asyncio.run(main(sys.argv[1], int(sys.argv[2])))
