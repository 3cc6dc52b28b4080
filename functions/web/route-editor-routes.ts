import type { Hono } from "hono";
import { stepKinds, stepModes } from "../../shared/act/index.ts";
import {
  type ChosenStep,
  commandOnce,
  listPeople,
  proposedRoute,
  readAct,
  submitAct,
  type WorkflowRefusal,
} from "../../shared/workflow/index.ts";
import { type EditedStep, RouteEditor } from "../../web/pages.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { forOfficer, type Officer, onForm } from "./gate.ts";
import { type Fields, isIdempotencyKey, noIdempotencyKey } from "./request.ts";
import { notFound, page, siteOf, statusOf, tokens, type WebContext } from "./respond.ts";

const path = "/ufficio/atti/:id{[0-9A-Za-z]{1,40}}/percorso";
const writers = ["officer"] as const;

const newStep = (group: number): EditedStep => ({
  from: "",
  kind: "opinion",
  role: "",
  who: [],
  mode: "ALL",
  quorum: "",
  group: String(group),
  days: "",
});

/** More steps than a route may have are not even shown again. */
const mostSteps = 40;

function stepsIn(fields: Fields): EditedStep[] {
  const steps: EditedStep[] = [];
  for (let at = 0; at < mostSteps && fields.all(`s.${at}.from`).length > 0; at += 1) {
    const get = (name: string) => fields.get(`s.${at}.${name}`).trim().slice(0, 120);
    const [from, kind, role, mode] = [get("from"), get("kind"), get("role"), get("mode")];
    const who = [...new Set(fields.all(`s.${at}.who`))];
    steps.push({ from, kind, role, mode, who, quorum: get("quorum"), group: get("group"), days: get("days") });
  }
  return steps;
}

function rearranged(steps: EditedStep[], asked: string): EditedStep[] | undefined {
  const [how, index] = asked.split(":");
  const at = Number(index);
  if (how === "add") {
    const firstSignature = steps.findIndex(({ kind }) => kind === "signature" || kind === "visto");
    const place = firstSignature < 0 ? steps.length : firstSignature;
    return steps.toSpliced(place, 0, newStep(Number(steps[place - 1]?.group ?? "0") || 1));
  }
  const step = steps[at];
  if (how === "remove") return steps.toSpliced(at, 1);
  return how === "up" && at > 0 && step ? steps.toSpliced(at, 1).toSpliced(at - 1, 0, step) : undefined;
}

const number = (text: string) => (/^\d{1,4}$/.test(text) ? Number(text) : undefined);

/** A step alone in its place has a group of its own: the number of its place, unless another was written. */
const chosen = (step: EditedStep): ChosenStep => ({
  ...(step.from === "" ? {} : { from: Number(step.from) }),
  kind: stepKinds.find((kind) => kind === step.kind) ?? "opinion",
  role: step.role,
  who: step.who,
  ...(step.mode && step.mode !== "ALL" ? { mode: stepModes.find((mode) => mode === step.mode) } : {}),
  ...(step.mode === "QUORUM" ? { quorum: number(step.quorum) ?? 0 } : {}),
  ...(number(step.group) === undefined ? {} : { group: number(step.group) }),
  ...(number(step.days) === undefined ? {} : { days: number(step.days) }),
});

async function editor(
  deps: WebDeps,
  c: WebContext,
  officer: Officer,
  again: { steps?: readonly EditedStep[]; refusal?: WorkflowRefusal } = {},
): Promise<Response> {
  const view = await readAct(deps.world, c.req.param("id") ?? "");
  if (!view.ok) return notFound(deps, c);
  const proposed = await proposedRoute(deps.world, view.value.data);
  const begin = proposed.steps.map(
    ({ kind, role, mode, quorum, group, days, assignees }, at): EditedStep => ({
      from: String(at),
      kind,
      role,
      who: assignees.map((one) => one.who),
      mode: mode ?? "ALL",
      quorum: String(quorum ?? ""),
      group: String(group ?? at + 1),
      days: String(days ?? ""),
    }),
  );
  const shown = RouteEditor({
    site: siteOf(deps, c),
    forms: tokens(deps, officer.csrf),
    head: view.value.head,
    steps: again.steps ?? begin,
    template: proposed.steps,
    people: await listPeople(deps.world.items, deps.world.settings.tenant),
    refusal: again.refusal,
  });
  return page(deps, c, shown, "private", again.refusal ? statusOf(again.refusal) : 200);
}

/** The route of an act as its officer puts it together before sending it. */
export function routeEditorRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  app.get(
    path,
    forOfficer(deps, writers, (c, officer) => editor(deps, c, officer)),
  );
  app.post(
    path,
    onForm(deps, writers, async (c, officer, fields) => {
      const steps = stepsIn(fields);
      const moved = rearranged(steps, fields.get("do"));
      if (moved) return editor(deps, c, officer, { steps: moved });
      const actId = c.req.param("id") ?? "";
      const key = fields.get("idem");
      if (!isIdempotencyKey(key)) return editor(deps, c, officer, { steps, refusal: noIdempotencyKey(key) });
      const { tenant } = deps.world.settings;
      const use = { tenant, scope: `percorso#${actId}#${officer.who}`, key, request: JSON.stringify(steps) };
      const asked = { actId, by: officer.who, route: steps.map(chosen) };
      const sent = await commandOnce(deps.world, { use, actId }, (world) => submitAct(world, asked));
      if (!sent.ok) return editor(deps, c, officer, { steps, refusal: sent.refusal });
      deps.wake();
      return c.redirect(`/ufficio/atti/${actId}`, 303);
    }),
  );
}
