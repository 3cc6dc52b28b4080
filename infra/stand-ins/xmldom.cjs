// A file of its own, read with the first trusted list or XML signature and not with the function.
const later = () => require("../later/xmldom.cjs");
module.exports = {
  get DOMParser() {
    return later().DOMParser;
  },
  get ParseError() {
    return later().ParseError;
  },
};
