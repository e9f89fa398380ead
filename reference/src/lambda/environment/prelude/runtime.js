// What Lambda's Node.js runtime does around a handler: loading it, calling it, turning errors into payloads.
(host, kit) => {
  const named = (name, message, original) => {
    const error = new Error(message);
    error.name = name;
    if (original !== undefined) error.original = original;
    return error;
  };

  const isError = (value) =>
    value instanceof Error ||
    (typeof value === 'object' && value !== null && ['name', 'message', 'stack'].every((k) => typeof value[k] === 'string'));

  const payload = (error) => {
    try {
      if (!isError(error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
      const shown = error.original ?? error;
      const trace = kit.stackOf(error.original ? { name: error.name, message: error.message, stack: shown.stack } : error);
      return { errorType: String(error.name), errorMessage: String(error.message), trace: trace.split('\n') };
    } catch {
      return {
        errorType: 'handled',
        errorMessage: 'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
        trace: [],
      };
    }
  };

  // Errors in the log also show their own properties, and call the trace "stack".
  const logged = (error) => {
    const { errorType, errorMessage, trace } = payload(error);
    try {
      if (!isError(error)) return JSON.stringify(error) ?? 'undefined';
      const { original, ...own } = error;
      return JSON.stringify({ errorType, errorMessage, ...own, stack: trace });
    } catch {
      return JSON.stringify({ errorType, errorMessage, trace });
    }
  };

  const isOutOfMemory = (error) => error instanceof Error && error.name === 'InternalError' && error.message === 'out of memory';

  // What the runtime reports for a thrown null. Without memory for an Error the engine throws null as well, or loses
  // a promise; such failures are doubtful and the host looks at the memory.
  const THROWN_NULL = 'handled';

  let open = false;
  const finish = (kind, text) => {
    if (!open) return;
    open = false;
    host.finish(kind, text);
  };
  const fail = (error, label, fatal, doubtful = false) => {
    if (!open) return;
    if (isOutOfMemory(error)) return finish('memory', '');
    kit.log('ERROR', label, `\t${logged(error)}`);
    finish(doubtful ? 'doubtful' : fatal ? 'fatal' : 'error', JSON.stringify(payload(error)));
  };

  // The runtime reports both as the invocation's error and then ends the process.
  kit.uncaught = (error) => fail(error, 'Uncaught Exception', true);
  const unhandled = [];
  kit.rejected = (promise, reason, handled) => {
    if (!handled) return void unhandled.push({ promise, reason });
    const at = unhandled.findIndex((entry) => entry.promise === promise);
    if (at >= 0) unhandled.splice(at, 1);
  };
  kit.settle = () => {
    const entry = unhandled.shift();
    unhandled.length = 0;
    if (!entry) return;
    if (isOutOfMemory(entry.reason)) return finish('memory', '');
    const original = entry.reason instanceof Error ? entry.reason : undefined;
    const error = named('Runtime.UnhandledPromiseRejection', String(entry.reason), original);
    fail(error, 'Unhandled Promise Rejection', true, entry.reason === null);
  };

  let handler;
  let setting;
  let idle = () => {};
  // Nothing is left to run: what the runtime's "beforeExit" listener does.
  kit.idle = () => idle();

  // Since Node.js 24 the runtime awaits what any handler returns and has no callbacks; before, a plain value
  // that is no promise is dropped (the runtime's published source).
  const awaits = () => host.nodeVersion() >= 24;

  const resolve = (module) => {
    let found = module;
    for (const part of setting.exports) found = found?.[part];
    if (found === undefined || found === null) {
      throw named('Runtime.HandlerNotFound', `${setting.text} is undefined or not exported`);
    }
    if (typeof found !== 'function') throw named('Runtime.HandlerNotFound', `${setting.text} is not a function`);
    if (awaits() && found.length >= 3) {
      throw named(
        'Runtime.CallbackHandlerDeprecated',
        'AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later.',
      );
    }
    handler = found;
  };

  const refused = (error) => {
    if (error instanceof SyntaxError) return named('Runtime.UserCodeSyntaxError', String(error), error);
    if (error instanceof Error && error.code === 'MODULE_NOT_FOUND') {
      return named('Runtime.ImportModuleError', String(error), error);
    }
    return error;
  };

  // setting: {text, exports, path, kind} with kind "esm", "cjs", "missing" or "malformed".
  kit.load = (settingText) => {
    setting = JSON.parse(settingText);
    open = true;
    // Node.js exits with 13 when a top-level await never settles.
    idle = () => host.exit(13);
    const importing = async () => {
      if (setting.kind === 'malformed') throw named('Runtime.MalformedHandlerName', 'Bad handler');
      if (setting.kind === 'missing') throw kit.notFound(setting.path, '/var/runtime/index.mjs');
      return setting.kind === 'cjs' ? kit.requireFile(setting.path) : import(setting.path);
    };
    importing()
      .then(
        (module) => resolve(module),
        (error) => {
          throw refused(error);
        },
      )
      .then(
        () => finish('loaded', ''),
        (error) => fail(error, 'Uncaught Exception', true),
      );
  };

  const contextOf = (facts, complete) => {
    let waits = true;
    const context = {
      get callbackWaitsForEmptyEventLoop() {
        return waits;
      },
      set callbackWaitsForEmptyEventLoop(value) {
        waits = Boolean(value);
      },
      ...facts,
      getRemainingTimeInMillis: () => host.remaining(),
    };
    if (!awaits()) {
      context.succeed = (result) => complete(null, result, false);
      context.fail = (error) => complete(error ?? 'handled', undefined, false);
      context.done = (error, result) => complete(error, result, false);
    }
    return { context, waits: () => waits };
  };

  kit.invoke = (eventText, factsText, trace) => {
    const facts = JSON.parse(factsText);
    kit.requestId = facts.awsRequestId;
    kit.env._X_AMZN_TRACE_ID = trace;
    unhandled.length = 0;
    open = true;
    const mine = facts.awsRequestId;
    const current = () => open && kit.requestId === mine;

    const respond = (result) => {
      if (!current()) return;
      let text;
      try {
        text = JSON.stringify(result === undefined ? null : result) ?? 'null';
      } catch (error) {
        if (isOutOfMemory(error)) return finish('memory', '');
        return fail(named('Runtime.JSONStringifyError', 'Unable to stringify response body'), 'Invoke Error', false);
      }
      finish('result', text);
    };
    let completed = false;
    const complete = (error, result, mayWait) => {
      if (completed || !current()) return;
      completed = true;
      if (error !== undefined && error !== null) return fail(error, 'Invoke Error', false, error === THROWN_NULL);
      if (mayWait && waits()) idle = () => respond(result);
      else respond(result);
    };
    const { context, waits } = contextOf(facts, complete);
    const isAsync = handler.constructor?.name === 'AsyncFunction';
    idle = () => {
      if (!isAsync) return respond(null);
      fail(
        named(
          'Runtime.NodeJsExit',
          'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes',
        ),
        'Invoke Error',
        false,
        true,
      );
    };

    try {
      const event = JSON.parse(eventText);
      const returned = awaits()
        ? handler(event, context)
        : handler(event, context, (error, result) => complete(error, result, true));
      if (typeof returned?.then === 'function') {
        returned.then(
          (result) => complete(null, result, false),
          (error) => complete(error ?? THROWN_NULL, undefined, false),
        );
      } else if (awaits()) {
        complete(null, returned, false);
      }
    } catch (error) {
      complete(error ?? THROWN_NULL, undefined, false);
    }
  };
}
