/** Policies of a path as RFC 5280 §6.1.2 (a) keeps them: one list of nodes a depth, or null when none is valid. */
export interface PolicyTree {
  readonly levels: PolicyNode[][];
}

interface PolicyNode {
  readonly policy: string;
  readonly expected: ReadonlySet<string>;
  readonly parent: PolicyNode | null;
  children: number;
}

export const anyPolicy = "2.5.29.32.0";

/** Mappings multiply nodes with every certificate; a path with more has been built to exhaust memory. */
export const maxPolicyNodes = 2000;

export class PolicyTreeTooLarge extends Error {
  override readonly name = "PolicyTreeTooLarge";
}

export function newPolicyTree(): PolicyTree {
  return { levels: [[{ policy: anyPolicy, expected: new Set([anyPolicy]), parent: null, children: 0 }]] };
}

/** RFC 5280 §6.1.3 (d). @throws {PolicyTreeTooLarge} */
export function addPolicies(tree: PolicyTree, policies: readonly string[], mayUseAny: boolean): PolicyTree | null {
  const above = tree.levels.at(-1) ?? [];
  const level: PolicyNode[] = [];
  for (const policy of policies) {
    if (policy === anyPolicy) continue;
    const expecting = above.filter(({ expected }) => expected.has(policy));
    const parents = expecting.length > 0 ? expecting : above.filter((node) => node.policy === anyPolicy);
    for (const parent of parents) add(tree, level, policy, [policy], parent);
  }
  if (policies.includes(anyPolicy) && mayUseAny) {
    for (const parent of above) {
      for (const policy of parent.expected) {
        const present = level.some((node) => node.parent === parent && node.policy === policy);
        if (!present) add(tree, level, policy, [policy], parent);
      }
    }
  }
  tree.levels.push(level);
  return pruned(tree);
}

function add(
  tree: PolicyTree,
  level: PolicyNode[],
  policy: string,
  expected: Iterable<string>,
  parent: PolicyNode,
): void {
  const size = tree.levels.reduce((sum, nodes) => sum + nodes.length, level.length);
  if (size >= maxPolicyNodes) throw new PolicyTreeTooLarge();
  level.push({ policy, expected: new Set(expected), parent, children: 0 });
  parent.children++;
}

/** RFC 5280 §6.1.4 (b). Mapping to or from anyPolicy was refused before. @throws {PolicyTreeTooLarge} */
export function mapPolicies(
  tree: PolicyTree,
  mappings: readonly { readonly from: string; readonly to: string }[],
  allowed: boolean,
): PolicyTree | null {
  const level = tree.levels.at(-1) ?? [];
  const targets = new Map<string, Set<string>>();
  for (const { from, to } of mappings) targets.set(from, (targets.get(from) ?? new Set()).add(to));
  for (const [from, to] of targets) {
    const mapped = level.filter((node) => node.policy === from);
    if (!allowed) {
      for (const node of mapped) remove(level, node);
    } else if (mapped.length > 0) {
      for (const node of mapped) level[level.indexOf(node)] = Object.assign(node, { expected: to });
    } else {
      const any = level.find((node) => node.policy === anyPolicy);
      if (any?.parent) add(tree, level, from, to, any.parent);
    }
  }
  return pruned(tree);
}

function remove(level: PolicyNode[], node: PolicyNode): void {
  level.splice(level.indexOf(node), 1);
  if (node.parent !== null) node.parent.children--;
}

/** Nodes without children go, from the level above the last upwards; a tree without leaves is no tree. */
function pruned(tree: PolicyTree): PolicyTree | null {
  for (let depth = tree.levels.length - 2; depth >= 0; depth--) {
    const level = tree.levels[depth] ?? [];
    for (const node of level.filter(({ children }) => children === 0)) remove(level, node);
  }
  return tree.levels[0]?.length === 0 || tree.levels.at(-1)?.length === 0 ? null : tree;
}

/**
 * RFC 5280 §6.1.5 (g): the policies of the path that a user accepts, as the first authority names them.
 *
 * `accepted` null accepts all. Null in answer = none is left.
 */
export function acceptedPolicies(tree: PolicyTree, accepted: readonly string[] | null): string[] | null {
  const valid = tree.levels.flatMap((nodes, depth) =>
    depth === 0 ? [] : nodes.filter(({ parent }) => parent?.policy === anyPolicy),
  );
  const last = tree.levels.length - 1;
  const anyAtEnd = (tree.levels[last] ?? []).some(({ policy, parent }) => {
    return policy === anyPolicy && parent?.policy === anyPolicy;
  });
  const named = valid.map(({ policy }) => policy).filter((policy) => policy !== anyPolicy);
  const left =
    accepted === null || accepted.includes(anyPolicy)
      ? [...named, ...(anyAtEnd ? [anyPolicy] : [])]
      : accepted.filter((policy) => named.includes(policy) || anyAtEnd);
  return left.length === 0 ? null : [...new Set(left)];
}
