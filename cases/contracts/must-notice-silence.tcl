# The other end can go away without a word, and that must be noticed while the
# cell lasts: by whoever waits for it, or holds something for it.  That the
# application at the other end hangs remains a "should": only a protocol in
# which an answer is owed can tell.

must   silence
must   unreachable
must   no-way-out
must   rst-on-send
