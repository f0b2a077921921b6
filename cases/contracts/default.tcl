# What is asked of a program that declares nothing: a good one must, should
# or may notice each sign of death, within so many ms of the sign's arrival.
# The other files of this folder change it line by line, each for one use:
# "hangup run --contract pool".  So does a file of your own: --contract ./FILE.
#
#	must|should|may SIGN ?MS?	without MS: while the cell lasts
#	ignore SIGN			nothing is asked
#	drop data|urgent ?MS?		what came and was not read is an end: a
#					connection with such bytes is given up
#	accept SIGN VERDICT...		these names of it will do, too
#	excuse PATTERN ?...? {WHY}	a known deviation, and its source: XFAIL
#	sometimes PATTERN ?...? {WHY}	the same, in some runs: XFAIL or PASS
#
# Whatever the contract says, to call a healthy connection dead is a failure;
# only what is to be dropped is not.

# What arrives at the socket, any call that looks can see.
must   fin                    1000
must   fin-behind-data        1000
must   fin-both               1000
must   rst                    1000
must   rst-behind-data        1000
must   local-abort            1000

# What only who asks, or a timer, can find out.
should rst-on-send            2000
should silence
should no-answer
should unreachable
should no-way-out

# What says more of an end that was told already, or of a peer that is slow.
may    rst-after-fin
may    rst-after-fin-on-send
may    zero-window
may    link-lost
