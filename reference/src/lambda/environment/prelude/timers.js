// setTimeout and its kin. The host asks `tick` to run what is due and how long it may sleep.
(host, kit) => {
  const MAX_DELAY = 2147483647;
  let timers = [];
  let serial = 0;

  class Timeout {
    constructor(callback, delay, values, every) {
      if (typeof callback !== 'function') {
        const error = new TypeError('The "callback" argument must be of type function.');
        error.code = 'ERR_INVALID_ARG_TYPE';
        throw error;
      }
      const wanted = Number(delay);
      this.callback = callback;
      this.values = values;
      // Node.js turns what is not between 1 ms and 2^31-1 ms into 1 ms.
      this.delay = wanted >= 1 && wanted <= MAX_DELAY ? Math.trunc(wanted) : 1;
      this.every = every;
      this.keeps = true;
      this.id = ++serial;
      this.refresh();
    }
    refresh() {
      this.due = host.now() + this.delay;
      if (!timers.includes(this)) timers.push(this);
      return this;
    }
    ref() {
      this.keeps = true;
      return this;
    }
    unref() {
      this.keeps = false;
      return this;
    }
    hasRef() {
      return this.keeps;
    }
    close() {
      clear(this);
      return this;
    }
    [Symbol.toPrimitive]() {
      return this.id;
    }
  }

  const clear = (timer) => {
    timers = timers.filter((other) => other !== timer && other.id !== Number(timer));
  };

  const first = () => timers.reduce(
    (best, timer) => (best && (best.due < timer.due || (best.due === timer.due && best.id < timer.id)) ? best : timer),
    undefined,
  );

  // Runs at most one callback, as microtasks run between two of them.
  // Answers the milliseconds until the next is due, 0 for "call again", -1 if nothing keeps the loop alive.
  kit.tick = () => {
    const timer = first();
    if (!timer) return -1;
    const wait = timer.due - host.now();
    if (wait > 0) return timers.some((other) => other.keeps) ? wait : -1;
    if (timer.every) timer.due = host.now() + timer.delay;
    else clear(timer);
    try {
      timer.callback(...timer.values);
    } catch (error) {
      kit.uncaught(error);
    }
    return 0;
  };

  globalThis.setTimeout = (callback, delay, ...values) => new Timeout(callback, delay, values, false);
  globalThis.setInterval = (callback, delay, ...values) => new Timeout(callback, delay, values, true);
  globalThis.setImmediate = (callback, ...values) => {
    const timer = new Timeout(callback, 1, values, false);
    timer.due = 0;
    return timer;
  };
  globalThis.clearTimeout = globalThis.clearInterval = globalThis.clearImmediate = (timer) => {
    if (timer !== undefined && timer !== null) clear(timer);
  };
}
