import { lookAtSamples } from "./look-at-samples.ts";

lookAtSamples("signatory", "it");
