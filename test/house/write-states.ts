import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { statesPage } from "./states.ts";

writeFileSync(join(import.meta.dirname, "../../docs/states.md"), statesPage());
