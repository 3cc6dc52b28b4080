import { buildApp, checkApp } from "./build-app.ts";

// The CDK command line runs this file and says where the assembly goes (CDK_OUTDIR) and what the context is.
const built = buildApp();
checkApp(built);
built.app.synth();
