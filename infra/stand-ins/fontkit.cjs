// A file of its own, read with the first page that is made and not with the function.
const later = () => require("../later/fontkit.cjs");
module.exports = {
  get create() {
    return later().create;
  },
};
