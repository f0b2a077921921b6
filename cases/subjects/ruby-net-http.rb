# ruby-net-http.rb HOST PORT - requests on one kept connection.
# SPDX-License-Identifier: BSD-2-Clause
#
# The peer echoes, and the request is made so that its echo is an answer: what
# stands in the place of the method reads as a status line.
require 'net/http'

class Once < Net::HTTP
  class Again < StandardError; end

  private

  # A connection that it finds at its end it would replace.
  def connect
    raise Again, 'wants a new connection' if @before
    @before = true
    super
  end
end

def ask(http)
  request = Net::HTTPGenericRequest.new('HTTP/1.1 200 OK', false, true, '/',
                                        'Content-Length' => '0')
  http.request(request)
  'open'
rescue Once::Again => e
  "gone #{e.message}"
rescue EOFError => e
  "closed EOFError: #{e.message}"
rescue Errno::ECONNRESET => e
  "reset #{e.message}"
rescue Errno::EPIPE => e
  "gone #{e.message}"
rescue Timeout::Error, Errno::ETIMEDOUT => e
  "timeout #{e.message}"
rescue StandardError => e
  "error #{e.class} #{e.message.dump}"
end

$stdout.sync = true
http = Once.new(ARGV[0], ARGV[1].to_i, nil)
http.max_retries = 0
http.keep_alive_timeout = 60 # later it connects anew without a look: after 2 s
http.start
puts 'ready ask hangup/1'
puts "report #{ask(http)}" while $stdin.gets == "check\n"
