import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { apiDocument } from "./api-document.ts";

/** `npm run openapi`: writes the document that is served. A test fails where it is not the one of the code. */
const place = join(import.meta.dirname, "../../web/static/openapi.json");
writeFileSync(place, `${JSON.stringify(apiDocument(), null, 1)}\n`);
