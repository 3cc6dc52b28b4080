// Evaluated with the first trusted list or XML signature, not with the function.
const later = () => require("../../node_modules/@xmldom/xmldom");
module.exports = {
  get DOMParser() {
    return later().DOMParser;
  },
  get ParseError() {
    return later().ParseError;
  },
};
