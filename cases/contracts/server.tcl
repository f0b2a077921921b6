# A server that keeps connections of its clients, and memory for each.  Clients
# vanish without a word and stop reading: both must be noticed while the cell
# lasts, or what is kept for them is kept for ever.  A client that says nothing
# for long is only a client.

must   silence
must   unreachable
must   no-way-out
must   rst-on-send
must   zero-window
may    no-answer
