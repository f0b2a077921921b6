# All that any program could notice must be noticed, and by its name.  Only what
# comes behind an end that was told already is left free.

must   rst-on-send
must   silence
must   no-answer
must   zero-window
must   unreachable
must   no-way-out
must   link-lost
