# example.sh HOST PORT - a blocking read of bash, which asks the kernel nothing.
exec 3<>"/dev/tcp/$1/$2" || exit    # the connection
echo ready hangup/1
while read -r -N 1 -u 3 2>/dev/null; do    # it fails at the end, and when
	:                                   # there is an error: bash does not
done                                        # tell which
echo "report gone read failed"
read -r quit                         # the socket stays open until quit
