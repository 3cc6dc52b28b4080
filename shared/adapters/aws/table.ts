import { indexes, shownBy } from "../../workflow/ports/items.ts";

/** The keys of the single table: strings, `pk` to partition and `sk` to sort. */
export const tableKeys = { partition: "pk", sort: "sk" } as const;

/** The secondary indexes: each has its own pair of string keys and shows of an item what the port says, and no more. */
export const tableIndexes = indexes.map(
  (name) => ({ name, partition: `${name}pk`, sort: `${name}sk`, shows: shownBy[name] }) as const,
);

const projection = (shows: readonly string[]) =>
  shows.length === 0
    ? { ProjectionType: "KEYS_ONLY" as const }
    : { ProjectionType: "INCLUDE" as const, NonKeyAttributes: [...shows] };

const keySchema = (partition: string, sort: string) => [
  { AttributeName: partition, KeyType: "HASH" as const },
  { AttributeName: sort, KeyType: "RANGE" as const },
];

/**
 * The table as `CreateTable` takes it, on demand.
 * Not here, because they belong to a deployment: recovery, encryption, deletion protection, the stream.
 */
export function tableDefinition(name: string) {
  const keys = [tableKeys, ...tableIndexes].flatMap(({ partition, sort }) => [partition, sort]);
  return {
    TableName: name,
    BillingMode: "PAY_PER_REQUEST" as const,
    AttributeDefinitions: keys.map((key) => ({ AttributeName: key, AttributeType: "S" as const })),
    KeySchema: keySchema(tableKeys.partition, tableKeys.sort),
    GlobalSecondaryIndexes: tableIndexes.map((index) => ({
      IndexName: index.name,
      KeySchema: keySchema(index.partition, index.sort),
      Projection: projection(index.shows),
    })),
  };
}
