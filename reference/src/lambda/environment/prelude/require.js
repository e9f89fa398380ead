// require() for CommonJS files of the deployment package; Node.js's own modules are not offered.
(host, kit) => {
  const cache = new Map();

  const notFound = (name, from) => {
    const stack = from ? `\nRequire stack:\n- ${from}` : '';
    return Object.assign(new Error(`Cannot find module '${name}'${stack}`), { code: 'MODULE_NOT_FOUND' });
  };

  const load = (path) => {
    if (cache.has(path)) return cache.get(path).exports;
    const module = { id: path, filename: path, exports: {}, loaded: false };
    cache.set(path, module);
    try {
      if (path.endsWith('.json')) {
        module.exports = JSON.parse(host.read(path));
      } else {
        const folder = path.slice(0, path.lastIndexOf('/'));
        const body = host.compile(path);
        body.call(module.exports, module.exports, requireFrom(path), module, path, folder);
      }
    } catch (error) {
      cache.delete(path);
      throw error;
    }
    module.loaded = true;
    return module.exports;
  };

  const requireFrom = (from) => (name) => {
    const path = host.resolve(from, String(name));
    if (path === undefined) throw notFound(name, from);
    return load(path);
  };

  kit.notFound = notFound;
  kit.requireFile = load;
}
