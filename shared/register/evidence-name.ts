/** Name of the attached file. In a file of its own: whoever only looks for it needs nothing of what reads it. */
export const evidenceName = "visto-evidence.json";
