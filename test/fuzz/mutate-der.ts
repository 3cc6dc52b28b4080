import { encodeTrees, nodesOf, parseTrees, raw, type Tree } from "./der-tree.ts";
import type { Random } from "./random.ts";

type Place = { node: Tree; siblings: Tree[] };
type Edit = (place: Place, random: Random, donors: readonly Place[]) => void;

/** One edit of the structure; the lengths around it are put right, so that readers get past them. */
export function mutateDer(bytes: Uint8Array, random: Random, donor: Uint8Array): Buffer {
  const trees = parseTrees(bytes);
  const places = nodesOf(trees);
  const donors = nodesOf(parseTrees(donor));
  const place = places[random.int(places.length)];
  if (place !== undefined) random.pick(edits)(place, random, donors);
  return encodeTrees(trees);
}

const spot = ({ node, siblings }: Place): number => siblings.indexOf(node);
const openUp = (node: Tree, body: Uint8Array): void => {
  node.children = null;
  node.body = body;
};
const bodyOf = (node: Tree): Uint8Array => (node.children === null ? node.body : encodeTrees(node.children));
const copy = (node: Tree): Tree => structuredClone(node);

const edits: readonly [Edit, ...Edit[]] = [
  (place) => place.siblings.splice(spot(place), 1),
  (place) => place.siblings.splice(spot(place), 0, copy(place.node)),
  (place, random) => {
    const other = random.int(place.siblings.length);
    const here = spot(place);
    const moved = place.siblings[other];
    if (moved === undefined) return;
    place.siblings[other] = place.node;
    place.siblings[here] = moved;
  },
  (place, random, donors) => {
    const given = donors[random.int(donors.length)];
    if (given !== undefined) place.siblings[spot(place)] = copy(given.node);
  },
  (place, random, donors) => {
    const given = donors[random.int(donors.length)];
    if (given !== undefined) place.siblings.splice(spot(place), 0, copy(given.node));
  },
  ({ node }, random) => {
    node.tag = random.pick([
      0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0c, 0x13, 0x17, 0x18, 0x1e, 0x24, 0x30, 0x31, 0xa0, 0xa1, 0x80,
    ]);
  },
  ({ node }, random) => {
    node.tag ^= 1 << random.int(8);
  },
  ({ node }, random) => {
    const body = Uint8Array.from(bodyOf(node));
    const at = random.int(body.length);
    if (body.length > 0) body[at] = (body[at] ?? 0) ^ (1 + random.int(255));
    openUp(node, body);
  },
  ({ node }) => openUp(node, new Uint8Array()),
  ({ node }, random) => openUp(node, bodyOf(node).subarray(0, random.int(bodyOf(node).length))),
  ({ node }, random) => openUp(node, Buffer.concat([bodyOf(node), random.bytes(1 + random.int(40))])),
  ({ node }, random) => openUp(node, random.bytes(random.int(300))),
  ({ node }, random) => {
    node.lie = random.pick([-1, 1, 2, -2, 127, 128, 65536, 0x7fffffff, -1000]);
  },
  ({ node }) => {
    node.length = "long";
  },
  ({ node }) => {
    node.length = "indefinite";
  },
  ({ node }, random) => inPieces(node, random),
  // Depth and number, where readers that recurse or look things up in lists give way.
  (place, random) => {
    const depth = random.pick([3, 30, 70, 300, 2000]);
    const tag = random.pick([0x30, 0x31, 0xa0, 0x24]);
    const inner = bodyOf(place.node);
    place.siblings[spot(place)] = raw(nest(inner, depth, tag));
  },
  (place, random) => {
    const times = random.pick([2, 10, 100, 1000]);
    const size = bodyOf(place.node).length;
    if (size * times > 2_000_000) return;
    place.siblings.splice(spot(place), 0, ...Array.from({ length: times }, () => copy(place.node)));
  },
  // Arcs of any size, integers of any size, times that are none.
  ({ node }, random) => {
    node.tag = 0x06;
    openUp(node, Buffer.concat([Buffer.alloc(1 + random.int(64), 0xff), Buffer.from([0x7f])]));
  },
  ({ node }, random) => {
    node.tag = 0x02;
    openUp(
      node,
      Buffer.concat([Buffer.from([random.pick([0, 0x7f, 0x80, 0xff])]), random.bytes(random.pick([0, 1, 8, 20, 400]))]),
    );
  },
  ({ node }, random) => {
    node.tag = random.pick([0x17, 0x18]);
    openUp(
      node,
      Buffer.from(
        random.pick([
          "250230120000Z",
          "99999999999999Z",
          "20250101000000.123Z",
          "2501010000Z",
          "250101000000+0100",
          "-1",
        ]),
      ),
    );
  },
  ({ node }) => {
    node.children?.reverse();
  },
];

/** BER: an octet string in pieces, some of them empty. */
function inPieces(node: Tree, random: Random): void {
  const body = bodyOf(node);
  const size = 1 + random.int(Math.max(1, Math.floor(body.length / 3)));
  const pieces: Tree[] = [];
  for (let at = 0; at < body.length && pieces.length < 500; at += size) {
    pieces.push({ ...raw(body.subarray(at, Math.min(body.length, at + size))), tag: 0x04 });
    if (random.chance(0.1)) pieces.push({ ...raw(new Uint8Array()), tag: 0x04 });
  }
  node.tag = (node.tag & 0x1f) === 0x04 || node.tag === 0x80 ? node.tag | 0x20 : 0x24;
  node.children = pieces;
  if (random.chance(0.5)) node.length = "indefinite";
}

function nest(inner: Uint8Array, depth: number, tag: number): Buffer {
  // Indefinite lengths, so that a great depth costs two octets a level and not a rewrite of every length.
  return Buffer.concat([
    Buffer.from(Array.from({ length: depth * 2 }, (_, index) => (index % 2 === 0 ? tag : 0x80))),
    inner,
    Buffer.alloc(depth * 2),
  ]);
}
