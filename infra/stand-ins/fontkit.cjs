// Evaluated with the first page that is made, not with the function.
const later = () => require("../../node_modules/@cantoo/fontkit");
module.exports = {
  get create() {
    return later().create;
  },
};
