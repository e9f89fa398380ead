// console as Lambda's Node.js runtime patches it: ISO time, request id, level and text, divided by tabs.
(host, kit) => {
  // Outside an invocation the runtime prints the word "undefined" for the request id.
  kit.requestId = undefined;

  // The formatting itself may throw (a getter of the value does); a log call must not.
  const text = (values) => {
    try {
      return kit.format(...values);
    } catch (error) {
      return `[value that cannot be shown: ${error}]`;
    }
  };
  kit.log = (level, ...values) => {
    host.log(`${new Date().toISOString()}\t${kit.requestId}\t${level}\t${text(values)}\n`.toWellFormed());
  };

  const counts = new Map();
  const timers = new Map();
  globalThis.console = {
    log: (...values) => kit.log('INFO', ...values),
    info: (...values) => kit.log('INFO', ...values),
    warn: (...values) => kit.log('WARN', ...values),
    error: (...values) => kit.log('ERROR', ...values),
    debug: (...values) => kit.log('DEBUG', ...values),
    trace: (...values) => kit.log('TRACE', ...values),
    dir: (value) => kit.log('INFO', kit.inspect(value)),
    assert: (condition, ...values) => {
      if (!condition) kit.log('WARN', `Assertion failed${values.length > 0 ? ':' : ''}`, ...values);
    },
    count: (label = 'default') => {
      counts.set(label, (counts.get(label) ?? 0) + 1);
      kit.log('INFO', `${label}: ${counts.get(label)}`);
    },
    time: (label = 'default') => void timers.set(label, Date.now()),
    timeEnd: (label = 'default') => {
      if (timers.has(label)) kit.log('INFO', `${label}: ${Date.now() - timers.get(label)}ms`);
      timers.delete(label);
    },
  };
}
