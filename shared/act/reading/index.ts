export type { Found, Where } from "./found.ts";
export { type ActLine, type ActPages, cleanLine, pagesOfText } from "./lines.ts";
export type { Missing } from "./missing.ts";
export type { Problem } from "./problems.ts";
export { mostCharacters, type ReadAct, readAct } from "./read-act.ts";
export { fieldWords, missingWords, problemWords } from "./words.ts";
