import { access } from "./en-access.ts";
import { common } from "./en-common.ts";
import { demo } from "./en-demo.ts";
import { evidence } from "./en-evidence.ts";
import { form } from "./en-form.ts";
import { importing } from "./en-import.ts";
import { officer } from "./en-officer.ts";
import { offices } from "./en-offices.ts";
import { portal } from "./en-portal.ts";
import { preview } from "./en-preview.ts";
import { publication } from "./en-publication.ts";
import { route } from "./en-route.ts";
import { service } from "./en-service.ts";
import { settings } from "./en-settings.ts";
import { signatory } from "./en-signatory.ts";
import type { Messages } from "./it.ts";

/** Every text of the pages, English. A missing or an extra key does not compile. */
export const en = {
  ...common,
  access,
  portal,
  signatory,
  officer,
  offices,
  route,
  service,
  demo,
  evidence,
  form,
  importing,
  preview,
  publication,
  settings,
} as const satisfies Messages;
