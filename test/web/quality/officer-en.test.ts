import { lookAtSamples } from "./look-at-samples.ts";

lookAtSamples("officer", "en");
