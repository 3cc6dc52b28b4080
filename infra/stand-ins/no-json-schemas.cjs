// zod's way from schemas to JSON schemas, a fifth of it: only the API's own description has a use for it.
const missing = () => {
  throw new Error("no JSON schemas are made here");
};
module.exports = new Proxy({}, { get: (_, name) => (name === "__esModule" ? true : missing) });
