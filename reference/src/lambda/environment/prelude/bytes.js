// Buffer, TextEncoder, TextDecoder, atob and btoa.
(host, kit) => {
  const coded = (Kind, code, message) => Object.assign(new Kind(message), { code });

  const encodingOf = (encoding = 'utf8') => {
    const name = String(encoding).toLowerCase();
    if (name === 'utf8' || name === 'utf-8') return 'utf8';
    if (name === 'latin1' || name === 'binary') return 'latin1';
    if (['base64', 'base64url', 'hex', 'ascii'].includes(name)) return name;
    throw coded(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`);
  };

  // Bytes cross to the host as a string of characters up to U+00FF.
  const CHUNK = 8192;
  const binary = (bytes) => {
    let text = '';
    for (let at = 0; at < bytes.length; at += CHUNK) {
      text += String.fromCharCode.apply(null, Array.prototype.slice.call(bytes, at, at + CHUNK));
    }
    return text;
  };
  kit.binary = binary;

  const encode = (text, encoding) => {
    switch (encodingOf(encoding)) {
      case 'utf8':
        return host.encodeUtf8(text.toWellFormed());
      case 'base64':
      case 'base64url':
        return host.decodeBase64(text.toWellFormed());
      case 'hex':
        return host.decodeHex(text.toWellFormed());
      default:
        return Uint8Array.from(text, (char) => char.charCodeAt(0));
    }
  };

  const decode = (bytes, encoding) => {
    switch (encodingOf(encoding)) {
      case 'utf8':
        return host.decodeUtf8(binary(bytes), false);
      case 'base64':
        return host.encodeBase64(binary(bytes));
      case 'base64url':
        return host.encodeBase64(binary(bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
      case 'hex':
        return host.encodeHex(binary(bytes));
      case 'ascii':
        return binary(bytes.map((byte) => byte & 0x7f));
      default:
        return binary(bytes);
    }
  };

  class Buffer extends Uint8Array {
    static from(source, encodingOrOffset, length) {
      if (typeof source === 'string') {
        const bytes = encode(source, encodingOrOffset);
        return new Buffer(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      }
      if (source instanceof ArrayBuffer) return new Buffer(source, encodingOrOffset, length);
      if (source?.type === 'Buffer' && Array.isArray(source.data)) return Buffer.from(source.data);
      if (Array.isArray(source) || ArrayBuffer.isView(source)) {
        const buffer = new Buffer(source.length);
        buffer.set(source);
        return buffer;
      }
      throw coded(
        TypeError,
        'ERR_INVALID_ARG_TYPE',
        'The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object.',
      );
    }
    static alloc(size, fill = 0, encoding) {
      const buffer = new Buffer(size);
      const pattern = typeof fill === 'string' ? encode(fill, encoding) : [Number(fill)];
      if (pattern.length === 1) buffer.fill(pattern[0]);
      else for (let i = 0; pattern.length > 0 && i < size; i++) buffer[i] = pattern[i % pattern.length];
      return buffer;
    }
    static allocUnsafe(size) {
      return new Buffer(size);
    }
    static isBuffer(value) {
      return value instanceof Buffer;
    }
    static isEncoding(encoding) {
      try {
        return typeof encoding === 'string' && encodingOf(encoding) !== undefined;
      } catch {
        return false;
      }
    }
    static byteLength(value, encoding) {
      return typeof value === 'string' ? encode(value, encoding).length : value.byteLength;
    }
    static concat(list, total = list.reduce((sum, part) => sum + part.length, 0)) {
      const buffer = new Buffer(total);
      let at = 0;
      for (const part of list) {
        if (at >= total) break;
        buffer.set(part.subarray(0, total - at), at);
        at += part.length;
      }
      return buffer;
    }
    static compare(a, b) {
      const common = Math.min(a.length, b.length);
      for (let i = 0; i < common; i++) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
      return Math.sign(a.length - b.length);
    }
    toString(encoding, start = 0, end = this.length) {
      return decode(this.subarray(start, end), encoding);
    }
    toJSON() {
      return { type: 'Buffer', data: Array.from(this) };
    }
    equals(other) {
      return Buffer.compare(this, other) === 0;
    }
    compare(other) {
      return Buffer.compare(this, other);
    }
    slice(start, end) {
      return this.subarray(start, end);
    }
    write(text, offset = 0, length = this.length - offset, encoding = 'utf8') {
      const bytes = encode(text, encoding).subarray(0, Math.min(length, this.length - offset));
      this.set(bytes, offset);
      return bytes.length;
    }
    copy(target, targetStart = 0, start = 0, end = this.length) {
      const bytes = this.subarray(start, Math.min(end, start + target.length - targetStart));
      target.set(bytes, targetStart);
      return bytes.length;
    }
  }

  const bytesOf = (value) => {
    if (value === undefined) return new Uint8Array(0);
    if (value instanceof ArrayBuffer) return new Uint8Array(value);
    if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    throw coded(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "input" argument must be an instance of ArrayBuffer or ArrayBufferView.');
  };

  kit.Buffer = Buffer;
  globalThis.Buffer = Buffer;
  globalThis.TextEncoder = class TextEncoder {
    get encoding() {
      return 'utf-8';
    }
    encode(text = '') {
      return host.encodeUtf8(String(text).toWellFormed());
    }
  };
  globalThis.TextDecoder = class TextDecoder {
    #fatal;
    #ignoreBOM;
    constructor(label = 'utf-8', { fatal = false, ignoreBOM = false } = {}) {
      if (!['utf-8', 'utf8', 'unicode-1-1-utf-8'].includes(String(label).trim().toLowerCase())) {
        throw coded(RangeError, 'ERR_ENCODING_NOT_SUPPORTED', `The "${label}" encoding is not supported`);
      }
      this.#fatal = Boolean(fatal);
      this.#ignoreBOM = Boolean(ignoreBOM);
    }
    get encoding() {
      return 'utf-8';
    }
    decode(input) {
      const text = host.decodeUtf8(binary(bytesOf(input)), this.#fatal);
      if (text === undefined) {
        throw coded(TypeError, 'ERR_ENCODING_INVALID_ENCODED_DATA', 'The encoded data was not valid for encoding utf-8');
      }
      return this.#ignoreBOM ? text : text.replace(/^\uFEFF/, '');
    }
  };

  const invalid = (message) => Object.assign(new Error(message), { name: 'InvalidCharacterError', code: 5 });
  globalThis.btoa = (value) => {
    const text = String(value);
    if (/[^\u0000-\u00ff]/.test(text)) throw invalid('Invalid character');
    return host.encodeBase64(text);
  };
  globalThis.atob = (value) => {
    const text = String(value).replace(/[\t\n\f\r ]/g, '').replace(/^((?:.{4})*.{2})==$|^((?:.{4})*.{3})=$/, '$1$2');
    if (text.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(text)) {
      throw invalid('The string to be decoded is not correctly encoded.');
    }
    return decode(host.decodeBase64(text), 'latin1');
  };
}
