# SPDX-License-Identifier: BSD-2-Clause
subject ncat {ncat (Nmap's netcat) at a terminal} {
    relies  {without --recv-only ncat does not end at the end of what it receives; a network error is printed (ncat(1), EXIT CODE)}
    command {exec expect '{dir}/ncat.exp' {host} {port}}
    needs   expect {expect}
    needs   ncat {ncat}
    excuse  close/* half-close/* reset/after-fin* recover/after-close \
        recover/refused-then-accepts {
        ncat before 7.95 stays in CLOSE-WAIT until its input ends, and shows nothing (nmap issues 894, 1413, 1779)}
}
