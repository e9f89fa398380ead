// util.format and util.inspect, as far as log lines need them.
(host, kit) => {
  const MAX_DEPTH = 2;
  const MAX_ITEMS = 100;
  const BREAK_LENGTH = 80;

  const quote = (text) => {
    const mark = !text.includes("'") ? "'" : !text.includes('"') ? '"' : !text.includes('`') ? '`' : "'";
    let escaped = text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t');
    if (mark === "'") escaped = escaped.replace(/'/g, "\\'");
    return mark + escaped + mark;
  };

  const key = (name) => {
    if (typeof name === 'symbol') return `[${String(name)}]`;
    return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
  };

  const stackOf = (error) => {
    const head = `${error.name}: ${error.message}`.replace(/: $/, '');
    return typeof error.stack === 'string' && error.stack !== '' ? `${head}\n${error.stack.trimEnd()}` : head;
  };

  // The depth of what was formatted last: Node.js puts up to three inner levels on one line if they fit.
  let reached = 0;
  const join = (open, parts, close, depth, indent) => {
    if (parts.length === 0) return open + close;
    const start = parts.length + indent + open.length + 10;
    const length = parts.reduce((sum, part) => sum + part.length, parts.length + start);
    if (reached - depth < 3 && length <= BREAK_LENGTH && !parts.some((part) => part.includes('\n'))) {
      return `${open} ${parts.join(', ')} ${close}`;
    }
    const pad = ' '.repeat(indent + 2);
    return `${open}\n${pad}${parts.join(`,\n${pad}`)}\n${' '.repeat(indent)}${close}`;
  };

  const primitive = (value) => {
    if (Object.is(value, -0)) return '-0';
    return typeof value === 'bigint' ? `${value}n` : String(value);
  };

  const nameOf = (value) => {
    const proto = Object.getPrototypeOf(value);
    if (proto === null) return '[Object: null prototype]';
    const name = proto.constructor?.name;
    return typeof name === 'string' ? name : '';
  };

  const inspect = (value, depth = 0, indent = 0, seen = [], top = false) => {
    if (typeof value === 'string') return top ? value : quote(value);
    if (typeof value === 'function') {
      const kind = /^class\b/.test(Function.prototype.toString.call(value)) ? 'class' : 'Function';
      return value.name ? (kind === 'class' ? `[class ${value.name}]` : `[Function: ${value.name}]`) : `[${kind} (anonymous)]`;
    }
    if (typeof value !== 'object' || value === null) return primitive(value);
    if (seen.includes(value)) return '[Circular *1]';
    if (value instanceof Error) {
      const own = Object.keys(value);
      if (own.length === 0) return stackOf(value);
      const parts = own.map((name) => `${key(name)}: ${inspect(value[name], depth + 1, indent + 2, [...seen, value])}`);
      return `${stackOf(value)} ${join('{', parts, '}', depth - 3, indent)}`;
    }
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
    if (value instanceof RegExp) return String(value);
    if (value instanceof Promise) return 'Promise {}';
    if (kit.Buffer && value instanceof kit.Buffer) {
      const bytes = [...value.subarray(0, 50)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
      return `<Buffer${bytes && ' '}${bytes}${value.length > 50 ? ` ... ${value.length - 50} more bytes` : ''}>`;
    }
    const name = nameOf(value);
    const names = [...Object.keys(value), ...Object.getOwnPropertySymbols(value)];
    const isEmpty = names.length === 0 && !value.size;
    if (depth > MAX_DEPTH && !isEmpty) return Array.isArray(value) ? '[Array]' : `[${name || 'Object'}]`;
    if (!isEmpty) reached = depth;
    const inner = [...seen, value];
    const show = (item) => inspect(item, depth + 1, indent + 2, inner);
    const rest = (count) => (count > MAX_ITEMS ? [`... ${count - MAX_ITEMS} more items`] : []);
    if (Array.isArray(value) || ArrayBuffer.isView(value)) {
      const items = Array.from(value).slice(0, MAX_ITEMS).map(show);
      const open = Array.isArray(value) && name === 'Array' ? '[' : `${name}(${value.length}) [`;
      return join(open, [...items, ...rest(value.length)], ']', depth, indent);
    }
    if (value instanceof Map) {
      const items = [...value].slice(0, MAX_ITEMS).map(([k, v]) => `${show(k)} => ${show(v)}`);
      return join(`Map(${value.size}) {`, [...items, ...rest(value.size)], '}', depth, indent);
    }
    if (value instanceof Set) {
      const items = [...value].slice(0, MAX_ITEMS).map(show);
      return join(`Set(${value.size}) {`, [...items, ...rest(value.size)], '}', depth, indent);
    }
    const items = names.slice(0, MAX_ITEMS).map((property) => {
      const { get, set } = Object.getOwnPropertyDescriptor(value, property) ?? {};
      const text = get ? (set ? '[Getter/Setter]' : '[Getter]') : set ? '[Setter]' : show(value[property]);
      return `${key(property)}: ${text}`;
    });
    const open = name === 'Object' ? '{' : `${name || 'Object'} {`;
    return join(open, [...items, ...rest(names.length)], '}', depth, indent);
  };

  const directive = (kind, value) => {
    switch (kind) {
      case 's':
        if (typeof value === 'bigint') return `${value}n`;
        return typeof value === 'object' && value !== null ? inspect(value, MAX_DEPTH) : String(value);
      case 'd':
        return typeof value === 'bigint' ? `${value}n` : typeof value === 'symbol' ? 'NaN' : primitive(Number(value));
      case 'i':
        return typeof value === 'bigint' ? `${value}n` : typeof value === 'symbol' ? 'NaN' : primitive(parseInt(value, 10));
      case 'f':
        return typeof value === 'symbol' ? 'NaN' : primitive(parseFloat(value));
      case 'j':
        try {
          return String(JSON.stringify(value));
        } catch {
          return '[Circular]';
        }
      case 'c':
        return '';
      default:
        return inspect(value);
    }
  };

  kit.stackOf = stackOf;
  kit.inspect = (value) => inspect(value);
  kit.format = (...values) => {
    let text = '';
    if (typeof values[0] === 'string') {
      const first = values.shift();
      text = values.length === 0 ? first : first.replace(/%([sdifjoOc%])/g, (whole, kind) => {
        if (kind === '%') return '%';
        return values.length === 0 ? whole : directive(kind, values.shift());
      });
      if (values.length > 0) text += ' ';
    }
    return text + values.map((value) => inspect(value, 0, 0, [], true)).join(' ');
  };
}
