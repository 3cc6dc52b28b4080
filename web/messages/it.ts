import { access } from "./it-access.ts";
import { common } from "./it-common.ts";
import { demo } from "./it-demo.ts";
import { evidence } from "./it-evidence.ts";
import { form } from "./it-form.ts";
import { importing } from "./it-import.ts";
import { officer } from "./it-officer.ts";
import { offices } from "./it-offices.ts";
import { portal } from "./it-portal.ts";
import { preview } from "./it-preview.ts";
import { publication } from "./it-publication.ts";
import { route } from "./it-route.ts";
import { service } from "./it-service.ts";
import { settings } from "./it-settings.ts";
import { signatory } from "./it-signatory.ts";

/** Every text of the pages, Italian. The other languages have the same keys: `Messages` is made from this one. */
export const it = {
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
} as const;

type Words<T> = T extends string ? string : { readonly [K in keyof T]: Words<T[K]> };
export type Messages = Words<typeof it>;
