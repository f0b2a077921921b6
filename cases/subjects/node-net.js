// node-net.js HOST PORT - net.connect with its defaults, and its events.
// SPDX-License-Identifier: BSD-2-Clause
const net = require('net');
const names = { ECONNRESET: 'reset', ETIMEDOUT: 'timeout', EPIPE: 'gone' };
const report = (verdict, detail) => console.log(`report ${verdict} ${detail}`);

const [host, port] = process.argv.slice(2);
const socket = net.connect({ host, port }, () => console.log('ready hangup/1'));
let told = false;
socket.on('data', () => {});
socket.on('end', () => {
  told = true;
  report('closed', 'end');
});
socket.on('error', (e) => {
  told = true;
  report(names[e.code] ?? 'error', e.code);
});
socket.on('close', (hadError) => {
  if (!told) report('gone', `close, hadError ${hadError}`);
});
process.stdin.on('data', () => process.exit());
