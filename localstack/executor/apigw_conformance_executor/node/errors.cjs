'use strict';
// Errors as Lambda's Node.js runtime names and reports them.
const { types } = require('node:util');

function runtimeError(name) {
  const type = `Runtime.${name}`;
  return class extends Error {
    constructor(reason) {
      super(reason);
      if (reason?.code !== undefined) this.code = reason.code;
    }

    get name() {
      return type;
    }
  };
}

// A thrown Error as an error document: errorType, errorMessage, trace. Anything
// else that can be thrown has its type for a name and no trace.
function toDocument(error) {
  try {
    if (types.isNativeError(error) || error instanceof Error) {
      return {
        errorType: error.name,
        errorMessage: error.message,
        trace: String(error.stack ?? '').split('\n'),
      };
    }
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  } catch {
    return { errorType: 'handled', errorMessage: 'the error could not be read', trace: [] };
  }
}

// The same error as the runtime writes it to the log: the trace is called stack there.
function toLogText(error) {
  const { trace, ...rest } = toDocument(error);
  return JSON.stringify({ ...rest, ...(error?.code !== undefined && { code: error.code }), stack: trace });
}

module.exports = {
  toDocument,
  toLogText,
  HandlerNotFound: runtimeError('HandlerNotFound'),
  ImportModuleError: runtimeError('ImportModuleError'),
  MalformedHandlerName: runtimeError('MalformedHandlerName'),
  UnhandledPromiseRejection: runtimeError('UnhandledPromiseRejection'),
  UserCodeSyntaxError: runtimeError('UserCodeSyntaxError'),
};
