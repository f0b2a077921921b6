// example.js HOST PORT - a socket of node's net, and its three events.
const [host, port] = process.argv.slice(2);
const report = (verdict, detail) => console.log(`report ${verdict} ${detail}`);
const names = { ECONNRESET: 'reset', ETIMEDOUT: 'timeout', EPIPE: 'gone' };
const socket = require('net').connect({ host, port, allowHalfOpen: true });
socket.on('connect', () => console.log('ready hangup/1'));
socket.on('data', () => {});    // without it the end is never read
socket.on('end', () => report('closed', 'end'));
socket.on('error', (e) => report(names[e.code] ?? 'error', e.code));
process.stdin.on('data', (line) => /quit/.test(line) && process.exit());
