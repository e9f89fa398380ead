'use strict';
// Finds the function's handler: "folder/module.export" below the task root.
const { existsSync } = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const errors = require('./errors.cjs');

const requireUserCode = createRequire(path.join(process.env.LAMBDA_TASK_ROOT ?? process.cwd(), 'index.js'));

async function load(file) {
  try {
    if (file.endsWith('.mjs')) return await import(pathToFileURL(file).href);
    try {
      return requireUserCode(file);
    } catch (error) {
      if (error?.code !== 'ERR_REQUIRE_ESM') throw error;
      return await import(pathToFileURL(file).href);
    }
  } catch (error) {
    if (error instanceof SyntaxError) throw new errors.UserCodeSyntaxError(error);
    if (error?.code === 'MODULE_NOT_FOUND') throw new errors.ImportModuleError(error);
    throw error;
  }
}

async function loadHandler(root, name) {
  const { dir, base } = path.parse(name ?? '');
  const [, module, exported] = /^([^.]+)\.(.+)$/.exec(base) ?? [];
  if (module === undefined || name.includes('..')) throw new errors.MalformedHandlerName('Bad handler');
  const stem = path.resolve(root, dir, module);
  const file = ['', '.js', '.mjs', '.cjs'].map((ending) => stem + ending).find((candidate) => existsSync(candidate));
  if (file === undefined) {
    const missing = new Error(`Cannot find module '${path.join(dir, module)}'\nRequire stack:\n- ${__filename}`);
    throw new errors.ImportModuleError(Object.assign(missing, { code: 'MODULE_NOT_FOUND' }));
  }
  const found = await load(file);
  const walk = (from) => exported.split('.').reduce((value, key) => value?.[key], from);
  const handler = walk(found) ?? walk(found.default);
  if (typeof handler !== 'function') {
    throw new errors.HandlerNotFound(`${name} is ${handler === undefined ? 'undefined or not exported' : 'not a function'}`);
  }
  return handler;
}

module.exports = { loadHandler };
