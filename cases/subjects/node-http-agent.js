// node-http-agent.js HOST PORT - the free sockets of an http.Agent.
// SPDX-License-Identifier: BSD-2-Clause
//
// The peer echoes, and what is sent before the request makes the echo of both
// an answer: a status line, and a header that takes in the request's first
// line.  After that the socket lies idle, and nothing is sent any more.
const http = require('http');
const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Request: ';

const [host, port] = process.argv.slice(2);
const agent = new http.Agent({ keepAlive: true });
const request = http.get({ host, port, agent }, (response) => response.resume());
const idle = new Promise((resolve) => {
  agent.on('free', resolve);
  request.on('error', resolve);
});
request.on('socket', (socket) => {
  socket.on('connect', () => console.log('ready ask hangup/1'));
  socket.write(answer);
});

const isFree = () =>
  Object.values(agent.freeSockets).flat().some((socket) => !socket.destroyed);
process.stdin.on('data', async (line) => {
  if (/quit/.test(line)) process.exit();
  await idle;
  setImmediate(() => console.log(isFree() ? 'report open' : 'report gone not free'));
});
