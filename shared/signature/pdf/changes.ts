/** What a later revision did, one code a kind of change. */
export type ChangeCode =
  // allowed
  | "CHANGE_SIGNATURE_ADDED"
  | "CHANGE_TIMESTAMP_ADDED"
  | "CHANGE_FIELD_SIGNED"
  | "CHANGE_EMPTY_FIELD_ADDED"
  | "CHANGE_VALIDATION_DATA"
  | "CHANGE_METADATA"
  | "CHANGE_EXTENSIONS"
  | "CHANGE_UNUSED_OBJECT"
  | "CHANGE_STRUCTURE_FOLLOWS"
  // allowed, suspicious or forbidden, as the signatures that stand permit
  | "CHANGE_FIELD_FILLED"
  | "CHANGE_ANNOTATION_ADDED"
  | "CHANGE_ANNOTATION_REMOVED"
  | "CHANGE_ANNOTATION_EDITED"
  | "CHANGE_TABS"
  | "CHANGE_CATALOG_MOVED"
  // not explained by the whitelist
  | "CHANGE_FORM_FIELD"
  | "CHANGE_ANNOTATION"
  | "CHANGE_PAGE"
  | "CHANGE_PAGES_TREE"
  | "CHANGE_CATALOG"
  | "CHANGE_FORM"
  | "CHANGE_SIGNED_FIELD"
  | "CHANGE_CERTIFICATION"
  | "CHANGE_LARGE_SIGNATURE_APPEARANCE"
  | "CHANGE_VISIBLE_EMPTY_FIELD"
  | "CHANGE_UNEXPLAINED_OBJECT"
  | "CHANGE_UNREADABLE_REVISION"
  | "CHANGE_BYTES_OUTSIDE_REVISIONS"
  | "CHANGE_REVISION_NOT_IN_CHAIN"
  | "CHANGE_AFTER_CERTIFICATION"
  | "CHANGE_LOCKED_FIELD"
  | "CHANGE_SECOND_CERTIFICATION"
  | "CHANGE_PERMISSIONS_RAISED"
  | "CHANGE_SIGNATURE_SHARED"
  | "CHANGE_ACTION"
  | "CHANGE_LAYERS"
  | "CHANGE_XFA"
  | "CHANGE_STRUCTURE"
  | "CHANGE_COVERS_CONTENT"
  | "CHANGE_VALIDATION_DATA_ODD"
  | "CHANGE_VALIDATION_DATA_REMOVED"
  | "CHANGE_EXTENSIONS_LOWERED";

export type ChangeLevel = "allowed" | "suspicious" | "forbidden";

export interface Change {
  readonly code: ChangeCode;
  readonly level: ChangeLevel;
  /** Field name, page number, object number: what is needed to find it. */
  readonly detail: string;
}

export interface ChangeAnalysis {
  readonly level: "none" | ChangeLevel | null;
  readonly changes: readonly Change[];
}

const order = { allowed: 0, suspicious: 1, forbidden: 2 } as const;

/** The analysis with the worst of its changes on top. */
export function analysisOf(changes: readonly Change[]): ChangeAnalysis {
  const worst = changes.reduce<ChangeLevel | "none">(
    (level, change) => (level === "none" || order[change.level] > order[level] ? change.level : level),
    "none",
  );
  return { level: worst, changes };
}
