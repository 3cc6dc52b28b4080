import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { logPage } from "./log-page.ts";

writeFileSync(join(import.meta.dirname, "../../docs/log-catalogue.md"), logPage());
