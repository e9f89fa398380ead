// process, structuredClone, URLSearchParams.
(host, kit) => {
  const env = JSON.parse(host.environment());
  kit.env = env;
  const start = host.now();
  globalThis.global = globalThis;
  globalThis.process = {
    // Node.js turns what is assigned into text.
    env: new Proxy(env, {
      set: (target, name, value) => {
        target[name] = String(value);
        return true;
      },
    }),
    argv: ['/var/lang/bin/node', '/var/runtime/index.mjs'],
    arch: 'x64',
    platform: 'linux',
    cwd: () => '/var/task',
    uptime: () => (host.now() - start) / 1000,
    nextTick: (callback, ...values) => queueMicrotask(() => callback(...values)),
    exit: (code = 0) => {
      host.exit(Number(code) & 0xff);
      // The host now interrupts whatever runs; nothing after process.exit() may.
      for (;;);
    },
    stdout: { write: (text) => (host.log(String(text).toWellFormed()), true) },
    stderr: { write: (text) => (host.log(String(text).toWellFormed()), true) },
  };

  const clone = (value, seen) => {
    if (typeof value === 'function' || typeof value === 'symbol') {
      throw Object.assign(new Error(`${String(value)} could not be cloned.`), { name: 'DataCloneError', code: 25 });
    }
    if (typeof value !== 'object' || value === null) return value;
    if (seen.has(value)) return seen.get(value);
    const keep = (copy) => (seen.set(value, copy), copy);
    if (value instanceof Date) return keep(new Date(value.getTime()));
    if (value instanceof RegExp) return keep(new RegExp(value.source, value.flags));
    if (value instanceof ArrayBuffer) return keep(value.slice(0));
    if (ArrayBuffer.isView(value)) {
      const plain = value instanceof kit.Buffer ? new Uint8Array(value.buffer, value.byteOffset, value.length) : value;
      if (plain instanceof DataView) {
        return keep(new DataView(plain.buffer.slice(plain.byteOffset, plain.byteOffset + plain.byteLength)));
      }
      return keep(plain.slice());
    }
    if (value instanceof Map) {
      const copy = keep(new Map());
      for (const [k, v] of value) copy.set(clone(k, seen), clone(v, seen));
      return copy;
    }
    if (value instanceof Set) {
      const copy = keep(new Set());
      for (const item of value) copy.add(clone(item, seen));
      return copy;
    }
    if (value instanceof Error) {
      const copy = keep(new Error(value.message));
      copy.name = value.name;
      if ('cause' in value) copy.cause = clone(value.cause, seen);
      return copy;
    }
    const copy = keep(Array.isArray(value) ? new Array(value.length) : {});
    for (const name of Object.keys(value)) copy[name] = clone(value[name], seen);
    return copy;
  };
  globalThis.structuredClone = (value) => clone(value, new Map());

  const escape = (text) =>
    encodeURIComponent(text.toWellFormed())
      .replace(/%20/g, '+')
      .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  // Bytes that are no UTF-8 become U+FFFD and a lone % stays, where decodeURIComponent throws.
  const unescape = (text) => {
    const plain = text.replace(/\+/g, ' ');
    return plain.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => host.decodeUtf8(kit.binary(host.decodeHex(run.replace(/%/g, ''))), false));
  };

  globalThis.URLSearchParams = class URLSearchParams {
    #pairs = [];
    constructor(init = '') {
      if (typeof init === 'object' && init !== null) {
        const entries = typeof init[Symbol.iterator] === 'function' ? init : Object.entries(init);
        for (const [name, value] of entries) this.append(name, value);
      } else {
        for (const part of String(init).replace(/^\?/, '').split('&')) {
          if (part === '') continue;
          const at = part.indexOf('=');
          this.append(unescape(at < 0 ? part : part.slice(0, at)), at < 0 ? '' : unescape(part.slice(at + 1)));
        }
      }
    }
    get size() {
      return this.#pairs.length;
    }
    append(name, value) {
      this.#pairs.push([String(name), String(value)]);
    }
    delete(name, value) {
      this.#pairs = this.#pairs.filter(([n, v]) => n !== String(name) || (value !== undefined && v !== String(value)));
    }
    get(name) {
      return this.#pairs.find(([n]) => n === String(name))?.[1] ?? null;
    }
    getAll(name) {
      return this.#pairs.filter(([n]) => n === String(name)).map(([, v]) => v);
    }
    has(name, value) {
      return this.#pairs.some(([n, v]) => n === String(name) && (value === undefined || v === String(value)));
    }
    set(name, value) {
      const at = this.#pairs.findIndex(([n]) => n === String(name));
      if (at < 0) return this.append(name, value);
      this.#pairs[at][1] = String(value);
      this.#pairs = this.#pairs.filter(([n], i) => i <= at || n !== String(name));
    }
    sort() {
      this.#pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    }
    forEach(callback, self) {
      for (const [name, value] of this.#pairs) callback.call(self, value, name, this);
    }
    *entries() {
      for (const [name, value] of this.#pairs) yield [name, value];
    }
    *keys() {
      for (const [name] of this.#pairs) yield name;
    }
    *values() {
      for (const [, value] of this.#pairs) yield value;
    }
    [Symbol.iterator]() {
      return this.entries();
    }
    toString() {
      return this.#pairs.map(([name, value]) => `${escape(name)}=${escape(value)}`).join('&');
    }
  };
}
