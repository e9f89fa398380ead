'use strict';
// The runtime of Node.js functions: loads the handler, then takes invocations
// until LocalStack ends or kills the process.
const api = require('./runtime_api.cjs');
const { replaceConsole, setRequestId, write } = require('./console.cjs');
const errors = require('./errors.cjs');
const { call, toText } = require('./invocation.cjs');
const { loadHandler } = require('./handler.cjs');

let current; // the request id under way; undefined while loading, null between invocations

// What no handler can catch ends the process, with the statuses of Lambda's runtime.
async function die(error, title, status) {
  write('ERROR', `${title} \t${errors.toLogText(error)}`);
  if (current === null) process.exit(status);
  const document = errors.toDocument(error);
  try {
    await (current === undefined ? api.failInit(document) : api.fail(current, document));
  } finally {
    process.exit(status);
  }
}

async function serve(handler) {
  for (;;) {
    current = null;
    const invocation = await api.next();
    current = invocation.requestId;
    setRequestId(current);
    process.env._X_AMZN_TRACE_ID = invocation.traceId;
    let text;
    try {
      text = toText(await call(handler, invocation));
    } catch (error) {
      write('ERROR', `Invoke Error \t${errors.toLogText(error)}`);
      await api.fail(current, errors.toDocument(error));
      continue;
    }
    await api.respond(current, text);
  }
}

replaceConsole();
process.on('uncaughtException', (error) => die(error, 'Uncaught Exception', 129));
process.on('unhandledRejection', (reason) =>
  die(new errors.UnhandledPromiseRejection(reason), 'Unhandled Promise Rejection', 128));
loadHandler(process.env.LAMBDA_TASK_ROOT ?? process.cwd(), process.env._HANDLER).then(
  (handler) => serve(handler).catch(() => process.exit(1)), // the Runtime API is gone
  (error) => die(error, 'Uncaught Exception', 129),
);
