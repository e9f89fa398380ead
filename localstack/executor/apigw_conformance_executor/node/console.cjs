'use strict';
// console.* as lines of Lambda's text log format: time, request id, level, text.
const { writeSync } = require('node:fs');
const { format } = require('node:util');

const LEVELS = { debug: 'DEBUG', error: 'ERROR', info: 'INFO', log: 'INFO', trace: 'TRACE', warn: 'WARN' };

let requestId; // undefined while the handler is loaded, and written as that word

function write(level, ...words) {
  // A line is a log event, so a line break inside a text becomes a carriage return.
  const text = format(...words).replaceAll('\n', '\r');
  const line = Buffer.from(`${new Date().toISOString()}\t${requestId}\t${level}\t${text}\n`);
  for (let written = 0; written < line.length; ) {
    written += writeSync(1, line, written);
  }
}

function replaceConsole() {
  for (const [method, level] of Object.entries(LEVELS)) {
    console[method] = (...words) => write(level, ...words);
  }
}

function setRequestId(id) {
  requestId = id;
}

module.exports = { replaceConsole, setRequestId, write };
