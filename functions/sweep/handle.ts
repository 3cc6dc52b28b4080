import {
  arrivedUploads,
  askEvidenceAgain,
  eachOf,
  enterFirstOperator,
  type FirstOperator,
  forgetExpired,
  indexPublishedActs,
  lookAtDueSteps,
  type Mail,
  makeDuePacks,
  measureBody,
  nudgeDueEvents,
  nudgeDuePreviews,
  type PublicSite,
  probeAlbo,
  publishOpenData,
  receiveArrived,
  type receiveUpload,
  sendAccessMails,
  sendDueWebhooks,
  takeDownExpired,
  type Webhooks,
} from "../../shared/workflow/index.ts";

type Deps = Parameters<typeof receiveUpload>[0] & {
  /** Sends the mails of accounts; on one machine the outbox does it. */
  readonly mail?: Mail;
  /** Where webhooks go, with their secrets: asked for when one may be due, so that a wrong secret holds up nothing else. */
  readonly hooks?: () => Promise<Webhooks>;
  readonly firstOperator?: FirstOperator | undefined;
  /** The body's own pages, to prove that the notice board is there. */
  readonly site?: PublicSite;
};
export type Swept = {
  readonly nudged: number;
  readonly received: number;
  readonly takenDown: number;
  /** Open steps whose people were reminded, or whose time ran out. */
  readonly looked: number;
  readonly askedAgain: number;
  /** Packages of acts to sign that were asked for and made. */
  readonly packed: number;
  /** Webhooks that were tried, and mails of accounts. */
  readonly hooked: number;
  readonly invited: number;
};

/**
 * Schedule, every minute: finds what an event that was lost left behind. Nothing waits for a person to notice, and one
 * upload that cannot be read holds up nothing else: its fault is thrown when everything was tried.
 */
export const handle = (deps: Deps) => async (): Promise<Swept> => {
  const nudge = async () => (await nudgeDueEvents(deps)) + (await nudgeDuePreviews(deps));
  const receive = async () => {
    const outcomes = await eachOf(await arrivedUploads(deps), (arrived) => receiveArrived(deps, arrived));
    return outcomes.filter((outcome) => outcome === "recorded").length;
  };
  const takeDown = async () => (await takeDownExpired(deps)) + (await forgetExpired(deps));
  const publish = async () => (await indexPublishedActs(deps)) + (await publishOpenData(deps));
  const measure = async () => {
    await measureBody(deps);
    return 0;
  };
  const look = async () => {
    const { reminded, expired } = await lookAtDueSteps(deps);
    return reminded + expired;
  };
  const { hooks, mail, firstOperator, site } = deps;
  const probe = async () => (site ? probeAlbo(deps, site) : 0);
  const hook = async () => (hooks ? sendDueWebhooks({ ...deps, webhooks: await hooks() }) : 0);
  const invite = async () => {
    if (firstOperator) await enterFirstOperator(deps, firstOperator);
    return mail ? sendAccessMails({ ...deps, mail }) : 0;
  };
  const [nudged = 0, received = 0, takenDown = 0, looked = 0, askedAgain = 0, packed = 0, hooked = 0, invited = 0] =
    await eachOf(
      [
        ...[nudge, receive, takeDown, look, () => askEvidenceAgain(deps), () => makeDuePacks(deps)],
        ...[hook, invite, publish, measure, probe],
      ],
      (sweep) => sweep(),
    );
  const swept = { nudged, received, takenDown, looked, askedAgain, packed, hooked, invited };
  if (Object.values(swept).some((found) => found > 0)) deps.journal?.tell("SWEPT", swept);
  return swept;
};
