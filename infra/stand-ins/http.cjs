// `import("node:http")`, as the SDK writes it, reads every export of the module, and among them are getters that load
// Node's own HTTP client for browsers' APIs: 40 ms of CPU before a function's first request leaves.
module.exports = process.getBuiltinModule("node:http");
