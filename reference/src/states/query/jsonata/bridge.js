// One function (jsonata, host) => kit: what Rust calls of the JSONata library, and AWS's own functions.
(function (jsonata, host) {
  "use strict";

  const CACHED = 512;
  const cache = new Map();
  let bindings = {};
  let outcome;

  function failure(message) {
    return { code: "D3141", message };
  }

  const towardsZero = (number) => Math.trunc(number);

  // https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
  const functions = {
    partition: [function (array, size) {
      size = towardsZero(size);
      if (size === 0) return undefined;
      if (size < 0) throw failure("The chunk size of the partition function must be positive");
      const chunks = [];
      for (let i = 0; i < array.length; i += size) chunks.push(array.slice(i, i + size));
      return chunks;
    }, "<an:a>"],
    // One number is that number and not an array of it: the range is a sequence (recorded on AWS 2024-11-15).
    range: [function (first, last, delta) {
      [first, last, delta] = [first, last, delta].map(towardsZero);
      if (delta === 0) return undefined;
      const length = Math.floor((last - first) / delta) + 1;
      if (!(length > 0)) return undefined;
      if (length > 1e6) throw { code: "D2014", value: length };
      const numbers = [];
      for (let i = 0; i < length; i++) numbers.push(first + i * delta);
      return length === 1 ? numbers[0] : numbers;
    }, "<nnn:x>"],
    hash: [function (data, algorithm) {
      const text = typeof data === "string" ? data : JSON.stringify(data);
      const hash = host.hash(text, algorithm);
      if (hash === undefined) {
        throw failure("The algorithm of the hash function must be one of MD5, SHA-1, SHA-256, SHA-384, SHA-512");
      }
      return hash;
    }, "<xs:s>"],
    random: [(seed) => (seed === undefined ? Math.random() : host.random(seed)), "<n?:n>"],
    uuid: [() => host.uuid(), "<:s>"],
    parse: [function (text) {
      if (text === undefined) return undefined;
      try {
        return JSON.parse(text);
      } catch (error) {
        throw failure("The argument of the parse function is not valid JSON");
      }
    }, "<s:x>"],
    // The library's own need a browser or Node.js.
    base64encode: [(text) => (text === undefined ? undefined : host.base64encode(text)), "<s-:s>"],
    base64decode: [function (text) {
      if (text === undefined) return undefined;
      const decoded = host.base64decode(text);
      if (decoded === undefined) throw failure("The argument of the base64decode function is not valid Base64");
      return decoded;
    }, "<s-:s>"],
  };

  function compiled(text) {
    let expression = cache.get(text);
    if (expression === undefined) {
      expression = jsonata(text);
      for (const [name, [implementation, signature]] of Object.entries(functions)) {
        expression.registerFunction(name, implementation, signature);
      }
      // Not offered on AWS: "Attempted to invoke a non-function".
      expression.assign("eval", undefined);
      if (cache.size >= CACHED) cache.clear();
      cache.set(text, expression);
    }
    return expression;
  }

  // Names of variables that an expression does not bind itself, and of fields that it reads without a variable.
  function free(node, bound, found) {
    if (Array.isArray(node)) {
      node.forEach((item) => free(item, bound, found));
      return;
    }
    if (node === null || typeof node !== "object") return;
    switch (node.type) {
      case "variable":
        if (node.value === "" || node.value === "$") break;
        if (!bound.has(node.value)) found.add(node.value);
        break;
      case "block": {
        const inner = new Set(bound);
        node.expressions.forEach((item) => free(item, inner, found));
        break;
      }
      case "bind":
        // A function may call itself.
        bound.add(node.lhs.value);
        free(node.rhs, bound, found);
        break;
      case "lambda": {
        const inner = new Set(bound);
        node.arguments.forEach((argument) => inner.add(argument.value));
        free(node.body, inner, found);
        break;
      }
      default:
        if (node.type === "path") {
          bound = new Set(bound);
          for (const step of node.steps) {
            if (step.focus) bound.add(step.focus);
            if (step.index) bound.add(step.index);
            for (const stage of step.stages || []) if (stage.type === "index") bound.add(stage.value);
          }
        }
        for (const [key, value] of Object.entries(node)) {
          if (key !== "value" || typeof value === "object") free(value, bound, found);
        }
    }
    if (node.predicate) free(node.predicate, bound, found);
    if (node.group) free(node.group, bound, found);
  }

  // The field that an expression reads of the context item, which there is none of on AWS.
  function topLevel(node) {
    if (node === null || typeof node !== "object") return undefined;
    switch (node.type) {
      case "path":
        return topLevel(node.steps[0]);
      case "name":
        return node.value;
      case "variable":
        return node.value === "" || node.value === "$" ? "$" + node.value : undefined;
      case "binary":
        return topLevel(node.lhs) || topLevel(node.rhs);
      case "unary":
        if (node.value === "{") return first(node.lhs.flat());
        return first(node.expressions || [node.expression]);
      case "block":
        return first(node.expressions);
      case "bind":
        return topLevel(node.rhs);
      case "condition":
        return first([node.condition, node.then, node.else]);
      case "function":
        return first(node.arguments);
      case "apply":
        return topLevel(node.lhs);
      default:
        return undefined;
    }
  }

  function first(nodes) {
    for (const node of nodes) {
      const found = topLevel(node);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  // "i" and the error, "u" and the name of a field, or "o" and the variables.
  function check(text) {
    let ast;
    try {
      ast = jsonata(text).ast();
    } catch (error) {
      return "i" + (error.message || error.code);
    }
    const name = topLevel(ast);
    if (name !== undefined) return "u" + name;
    const found = new Set();
    free(ast, new Set(), found);
    return "o" + JSON.stringify([...found]);
  }

  function bind(states, variables) {
    bindings = JSON.parse(variables);
    bindings.states = JSON.parse(states);
  }

  function plain(key, value) {
    if (typeof value === "function" || (value && (value._jsonata_lambda || value._jsonata_function))) {
      throw failure("The expression returned a function");
    }
    // JSON.stringify would say null.
    return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
  }

  function describe(error) {
    const code = error && error.code;
    const message = String((error && error.message) || error);
    return code && code !== "D3141" ? `. ${code}: ${message}` : `: ${message}`;
  }

  // The outcome comes when all jobs are done: "v" and JSON, "u" for nothing, "e" and the error.
  function start(text) {
    outcome = undefined;
    let promise;
    try {
      promise = compiled(text).evaluate(undefined, bindings);
    } catch (error) {
      outcome = "e" + describe(error);
      return;
    }
    promise.then((value) => (value === undefined ? "u" : "v" + JSON.stringify(value, plain)))
      .catch((error) => "e" + describe(error))
      .then((text) => { outcome = text; });
  }

  return { check, bind, start, outcome: () => outcome };
})
