# ruby-socket.rb HOST PORT - readpartial in a loop.
# SPDX-License-Identifier: BSD-2-Clause
require 'socket'

$stdout.sync = true
socket = TCPSocket.new(ARGV[0], ARGV[1].to_i)
puts 'ready hangup/1'
begin
  loop { socket.readpartial(4096) }
rescue EOFError => e
  puts "report closed EOFError: #{e.message}"
rescue Errno::ECONNRESET => e
  puts "report reset #{e.message}"
rescue Errno::ETIMEDOUT => e
  puts "report timeout #{e.message}"
rescue SystemCallError => e
  puts "report error #{e.message}"
end
$stdin.gets
