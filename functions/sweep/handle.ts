import {
  arrivedUploads,
  askEvidenceAgain,
  eachOf,
  forgetExpired,
  indexPublishedActs,
  lookAtDueSteps,
  makeDuePacks,
  measureBody,
  nudgeDueEvents,
  publishOpenData,
  receiveArrived,
  type receiveUpload,
  takeDownExpired,
} from "../../shared/workflow/index.ts";

type Deps = Parameters<typeof receiveUpload>[0];
export type Swept = {
  readonly nudged: number;
  readonly received: number;
  readonly takenDown: number;
  /** Open steps whose people were reminded, or whose time ran out. */
  readonly looked: number;
  readonly askedAgain: number;
  /** Packages of acts to sign that were asked for and made. */
  readonly packed: number;
};

/**
 * Schedule, every minute: finds what an event that was lost left behind. Nothing waits for a person to notice, and one
 * upload that cannot be read holds up nothing else: its fault is thrown when everything was tried.
 */
export const handle = (deps: Deps) => async (): Promise<Swept> => {
  const nudge = () => nudgeDueEvents(deps);
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
  const [nudged = 0, received = 0, takenDown = 0, looked = 0, askedAgain = 0, packed = 0] = await eachOf(
    [nudge, receive, takeDown, look, () => askEvidenceAgain(deps), () => makeDuePacks(deps), publish, measure],
    (sweep) => sweep(),
  );
  const swept = { nudged, received, takenDown, looked, askedAgain, packed };
  if (Object.values(swept).some((found) => found > 0)) deps.journal?.tell("SWEPT", swept);
  return swept;
};
