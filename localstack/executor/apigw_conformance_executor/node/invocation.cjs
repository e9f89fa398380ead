'use strict';
// Calls a handler once: async handlers settle by their promise, others by the
// callback. Where neither happens, the answer is null when nothing is left to do.

function makeContext(invocation, done) {
  const context = {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: undefined,
    identity: undefined,
    invokedFunctionArn: invocation.functionArn,
    awsRequestId: invocation.requestId,
    getRemainingTimeInMillis: () => Math.max(0, invocation.deadline - Date.now()),
    done: (error, result) => {
      context.callbackWaitsForEmptyEventLoop = false;
      done(error, result);
    },
    succeed: (result) => context.done(null, result),
    fail: (error) => context.done(error ?? 'handled'),
  };
  return context;
}

function call(handler, invocation) {
  return new Promise((resolve, reject) => {
    let answer; // what to resolve with when the event loop is empty
    const onEmpty = () => settle(resolve, answer);
    const settle = (how, value) => {
      process.removeListener('beforeExit', onEmpty);
      how(value);
    };
    const callback = (error, result) => {
      if (error !== undefined && error !== null) return settle(reject, error);
      if (!context.callbackWaitsForEmptyEventLoop) return settle(resolve, result);
      answer ??= result;
    };
    const context = makeContext(invocation, callback);
    process.on('beforeExit', onEmpty);
    try {
      const returned = handler(JSON.parse(invocation.body), context, callback);
      if (typeof returned?.then === 'function') {
        returned.then((value) => settle(resolve, value), (error) => settle(reject, error));
      }
    } catch (error) {
      settle(reject, error);
    }
  });
}

// The answer as JSON text; what has no JSON text is an error of the function.
function toText(answer) {
  try {
    const text = JSON.stringify(answer === undefined ? null : answer);
    if (text !== undefined) return text;
  } catch {
    // falls through: a cycle or a BigInt
  }
  throw new Error('Unable to stringify response body');
}

module.exports = { call, toText };
