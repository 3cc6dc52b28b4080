import { checkYear } from "../../shared/register/log/index.ts";
import { readLogKey, readRegisterYear } from "../../shared/workflow/log.ts";
import { RegisterYear } from "../../web/pages.ts";
import type { WebDeps } from "./deps.ts";
import { notFound, page, siteOf, type WebContext } from "./respond.ts";

/** Numbers on a page of the register's year. */
const numbersShown = 100;

/** The newest first; the check is of the whole year, whatever part of it is shown. */
export async function registerYearPage(deps: WebDeps, c: WebContext): Promise<Response> {
  const found = await readRegisterYear(deps.world, Number(c.req.param("year")));
  if (!found) return notFound(deps, c);
  const { year, opened, last } = found;
  const path = `/trasparenza/registro/${year}`;
  const at = (place: number) => (place === 0 ? path : `${path}?da=${place}`);
  const total = found.slots.length;
  const asked = Number(/^\d{1,7}$/.exec(c.req.query("da") ?? "")?.[0] ?? 0);
  const from = asked < total ? asked : 0;
  const slots = found.slots.toReversed().slice(from, from + numbersShown);
  const shown = RegisterYear({
    site: siteOf(deps, c),
    ...{ year, opened, last, total, from },
    faults: checkYear(found).length,
    slots: slots.map(({ number, date, hash, act }) => ({ number, date, hash, isPublished: act !== undefined })),
    nextHref: from + slots.length < total ? at(from + numbersShown) : undefined,
    previousHref: from > 0 ? at(Math.max(0, from - numbersShown)) : undefined,
    proofs: (await readLogKey(deps.world)) !== undefined,
  });
  return page(deps, c, shown, "public");
}
