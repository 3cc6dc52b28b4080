import { webApp } from "./app.ts";
import { handlerOf } from "./on-lambda.ts";

/** Everything: the office's desk, signing in, and whatever no other face has. */
export const handler = handlerOf(webApp, { confirms: true });
