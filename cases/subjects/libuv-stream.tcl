# SPDX-License-Identifier: BSD-2-Clause
subject libuv-stream {libuv: the read callback of uv_read_start} {
    relies  {nread is UV_EOF at the end, another negative code on an error (docs.libuv.org uv_stream_t, uv_read_cb)}
    build   {cc -O -Wall -Werror -o '{program}' '{dir}/libuv-stream.c' -luv}
    command {exec '{program}' {host} {port}}
    needs   cc {gcc libc6-dev}
    needs   {echo '#include <uv.h>' | cc -E -} {libuv1-dev}
    sometimes reset/linger-0-after-data reset/zero-window recover/after-reset \
        {libuv takes a hangup after a short read for the end of the stream and does not look for the error: libuv issue 2319, changed by libuv PR 4997 in 2026}
}
