import { type Stage, stages } from "./child.ts";

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How long each stage takes here and now, learnt from every time that one was passed. */
export type Durations = {
  readonly passed: (stage: Stage, milliseconds: number) => void;
  readonly typical: (stage: Stage) => number;
};

export function learnDurations(): Durations {
  const known = new Map<Stage, number[]>();
  return {
    passed: (stage, milliseconds) => known.set(stage, [...(known.get(stage) ?? []), milliseconds].slice(-9)),
    typical: (stage) => {
      const sorted = [...(known.get(stage) ?? [1000])].sort((a, b) => a - b);
      return sorted[Math.floor(sorted.length / 2)] ?? 1000;
    },
  };
}

/** Where kills have hit. The next aims where the fewest have, so that no stage is spared. */
export type Aim = {
  readonly next: (random: () => number) => Stage;
  readonly hit: (stage: Stage) => void;
  readonly kills: ReadonlyMap<Stage, number>;
};

export function takeAim(): Aim {
  const kills = new Map<Stage, number>(stages.map((stage) => [stage, 0]));
  const aimed = new Map<Stage, number>(stages.map((stage) => [stage, 0]));
  const count = (stage: Stage) => (kills.get(stage) ?? 0) + (aimed.get(stage) ?? 0) / 2;
  return {
    kills,
    next: (random) => {
      const least = Math.min(...stages.map(count));
      const rarest = stages.filter((stage) => count(stage) === least);
      const stage = rarest[Math.floor(random() * rarest.length)] ?? "start";
      aimed.set(stage, (aimed.get(stage) ?? 0) + 1);
      return stage;
    },
    hit: (stage) => void kills.set(stage, (kills.get(stage) ?? 0) + 1),
  };
}
