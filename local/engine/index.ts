export { type Engine, type EngineLimits, openEngine } from "./engine.ts";
export { enginePaths, readEngineParts } from "./parts.ts";
