import { lookAtSamples } from "./look-at-samples.ts";

lookAtSamples("portal", "en");
