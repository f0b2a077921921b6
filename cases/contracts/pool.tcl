# Before a connection of a pool is used again: what arrived while it lay there
# must be seen at the next look.  Bytes that nobody asked for are no answer to
# what will be asked, so such a connection is dropped.  Silence need not be
# seen: no look at a socket shows it, and the next request finds out.

must   rst-after-fin          1000
must   rst-after-fin-on-send  1000
drop   data                   1000
drop   urgent                 1000

ignore rst-on-send
ignore silence
ignore no-answer
ignore unreachable
ignore no-way-out
ignore zero-window
ignore link-lost

# A connection that is not used again needs no name for why.
accept fin             half-closed reset timeout unreachable gone error
accept fin-behind-data half-closed reset timeout unreachable gone error
accept fin-both        half-closed reset timeout unreachable gone error
accept rst             closed half-closed timeout unreachable gone error
accept rst-behind-data closed half-closed timeout unreachable gone error
accept rst-after-fin   closed half-closed reset timeout unreachable gone error
accept rst-after-fin-on-send closed half-closed reset timeout unreachable gone error
accept local-abort     closed half-closed timeout unreachable gone error
