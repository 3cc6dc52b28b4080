// Opens an engine and stays until it is killed.
import { openEngine } from "../../../local/engine/index.ts";

const engine = openEngine({ renderings: 30, milliseconds: 60_000 }, new URL("./tells-its-number.ts", import.meta.url));
engine.warmUp();
setInterval(() => undefined, 1000);
