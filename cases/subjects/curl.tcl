# Clients of a page of which half has come: its server is busy with the rest.
# SPDX-License-Identifier: BSD-2-Clause
set server {
    mkdir '{data}/cgi-bin' && cat >'{data}/cgi-bin/page' <<'END' &&
#!/bin/sh
printf 'Content-Type: text/plain\r\nContent-Length: 1000\r\n\r\n'
echo half of the page
exec sleep 1000
END
    chmod +x '{data}/cgi-bin/page' &&
    exec busybox httpd -f -p 127.0.0.1:{port} -h '{data}'
}

subject curl {curl, waiting for the rest of a page} {
    relies  {an end before Content-Length is error 18, a failed read error 56; keepalive probes begin after 60 s (curl(1), EXIT CODES, --keepalive-time)}
    command {exec expect '{dir}/curl.exp' {host} {port} '{data}' curl -sS}
    server  $server
    needs   expect {expect}
    needs   curl {curl}
    needs   busybox {busybox}
}

subject curl-speed {curl --speed-limit 1000 --speed-time 2, the same} {
    relies  {what is slower than the limit for so long is given up: error 28 (curl(1), --speed-limit, --speed-time)}
    command {exec expect '{dir}/curl.exp' {host} {port} '{data}' curl -sS --speed-limit 1000 --speed-time 2}
    server  $server
    needs   expect {expect}
    needs   curl {curl}
    needs   busybox {busybox}
    excuse  alive/forged-* alive/idle alive/peer-shut-rd local/suspended {
        a server that thinks for 2 s is as slow as one that is gone (curl(1), --speed-time)}
}

subject wget {wget, waiting for the rest of a page} {
    relies  {an end before Content-Length is told and the rest asked for again, up to 20 times; the default read timeout is 900 s (wget(1), --tries, --read-timeout)}
    command {exec expect '{dir}/curl.exp' {host} {port} '{data}' wget -O -}
    server  $server
    needs   expect {expect}
    needs   wget {wget}
    needs   busybox {busybox}
}
